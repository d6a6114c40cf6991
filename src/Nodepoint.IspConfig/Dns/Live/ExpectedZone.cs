namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What the panel says that the servers of a zone have to answer.</summary>
internal sealed class ExpectedZone
{
    private readonly HashSet<string> _cuts;
    private readonly Dictionary<(string, DnsRecordType), ExpectedSet> _sets;

    /// <summary>Groups the records of a zone that are served.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="records">All its records.</param>
    public ExpectedZone(DnsZone zone, IEnumerable<DnsRecord> records)
    {
        Zone = zone;
        Origin = zone.Origin.ToLowerInvariant();
        var invalid = new List<DnsRecord>();
        var sets = new Dictionary<(string, DnsRecordType), (HashSet<string> Values, SortedSet<long> Ttls)>();
        var active = records.Where(record => record.Active).ToList();
        Records = active;
        foreach (var record in active)
        {
            var type = RecordText.ServedType(record.Type);
            if (!Enum.IsDefined(type) || RecordText.Of(record, Origin) is not { } text)
            {
                invalid.Add(record);
                continue;
            }

            var name = record.Fqdn;
            if (!sets.TryGetValue((name, type), out var set)) sets.Add((name, type), set = ([], []));
            set.Values.Add(text);
            set.Ttls.Add(record.Ttl);
        }

        Invalid = invalid;
        Sets = [.. sets.Select(set => new ExpectedSet(set.Key.Item1, set.Key.Item2, [.. set.Value.Values], [.. set.Value.Ttls]))
            .OrderBy(set => set.Name == Origin ? 0 : 1).ThenBy(set => set.Name, StringComparer.Ordinal).ThenBy(set => set.Type)];
        _sets = Sets.ToDictionary(set => (set.Name, set.Type));
        Names = Sets.Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        _cuts = [.. Sets.Where(set => set.Type == DnsRecordType.NS && set.Name != Origin).Select(set => set.Name)];
    }

    /// <summary>The zone on the panel.</summary>
    public DnsZone Zone { get; }

    /// <summary>The name of the zone in lower case, with a trailing dot.</summary>
    public string Origin { get; }

    /// <summary>The records that are switched on.</summary>
    public IReadOnlyList<DnsRecord> Records { get; }

    /// <summary>The sets of records, those of the zone itself first.</summary>
    public IReadOnlyList<ExpectedSet> Sets { get; }

    /// <summary>The absolute names that have records.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Records whose data a name server cannot read.</summary>
    public IReadOnlyList<DnsRecord> Invalid { get; }

    /// <summary>The host names of the zone's name servers.</summary>
    public IReadOnlyList<string> NameServers => Find(Origin, DnsRecordType.NS)?.Values ?? [];

    /// <summary>Finds the records of a name and type.</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    /// <param name="type">The type that is served.</param>
    /// <returns>The set; null if the panel has none.</returns>
    public ExpectedSet? Find(string name, DnsRecordType type) => _sets.GetValueOrDefault((name, type));

    /// <summary>Whether a name in the zone has records, or a wildcard gives it records (RFC 4592).</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    public bool Exists(string name)
    {
        if (Names.Contains(name)) return true;
        for (var at = name; at.Length > Origin.Length; at = at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (Names.Contains("*." + at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..])) return true;
        return false;
    }

    /// <summary>Whether a name is in the zone.</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    public bool Contains(string name) => name == Origin || name.EndsWith("." + Origin, StringComparison.Ordinal);

    /// <summary>The name at or above a name that is delegated to other servers; null if the zone's own servers answer.</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    public string? CutOf(string name)
    {
        if (_cuts.Count == 0) return null;
        string? cut = null;
        for (var at = name; at.Length > Origin.Length; at = at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (_cuts.Contains(at)) cut = at;
        return cut;
    }

    /// <summary>The name relative to the zone, for messages.</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    public string Relative(string name) => name == Origin ? "@" : Contains(name) ? name[..^(Origin.Length + 1)] : name;
}
