namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What a server has of a zone, as far as it was read.</summary>
internal sealed class FoundRecords
{
    private readonly Dictionary<(string Name, DnsQueryType Type), List<DnsResponseRecord>> _sets = [];

    /// <summary>The signatures (RRSIG).</summary>
    public List<DnsResponseRecord> Signatures { get; } = [];

    /// <summary>The sets of records of the panel's types.</summary>
    public IEnumerable<(string Name, DnsQueryType Type, IReadOnlyList<DnsResponseRecord> Records)> Sets => _sets.Select(set => (set.Key.Name, set.Key.Type, (IReadOnlyList<DnsResponseRecord>)set.Value));

    /// <summary>Adds records; a record that was added before is ignored.</summary>
    /// <param name="records">The records.</param>
    public void Add(IEnumerable<DnsResponseRecord> records)
    {
        foreach (var record in records)
        {
            if (record.Type == DnsQueryType.RRSIG)
            {
                Signatures.Add(record);
                continue;
            }

            if (!_sets.TryGetValue((record.Name, record.Type), out var set)) _sets.Add((record.Name, record.Type), set = []);
            if (!set.Exists(known => known.Data.AsSpan().SequenceEqual(record.Data))) set.Add(record);
        }
    }

    /// <summary>The records of a name and type.</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    /// <param name="type">The type.</param>
    public IReadOnlyList<DnsResponseRecord> Find(string name, DnsQueryType type) => _sets.TryGetValue((name, type), out var set) ? set : [];
}
