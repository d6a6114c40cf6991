namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>What was read of a zone, as far as later records and the zone as a whole are checked against it. It keeps a number per name.</summary>
internal sealed class ZoneFileContents
{
    private readonly Dictionary<ulong, Contents> _names = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<(string Host, long Line)> _nameServers = [];
    private readonly Dictionary<string, long> _ttls = new(StringComparer.Ordinal);
    private string _owner = "";

    [Flags]
    private enum Contents : byte
    {
        None = 0,
        Alias = 1,
        Other = 2,
        Address = 4,
    }

    /// <summary>Whether the zone itself has an NS record.</summary>
    public bool HasNameServer => _nameServers.Count > 0;

    /// <summary>Adds a record.</summary>
    /// <param name="owner">The absolute name.</param>
    /// <param name="type">The type.</param>
    /// <param name="value">The value; empty for a type that is left out.</param>
    /// <returns>What forbids the record; null if nothing does.</returns>
    public string? Add(string owner, string type, string value)
    {
        if (ZoneFileTypes.IsBesideAlias(type)) return null;
        var key = Hash(owner);
        ref var contents = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_names, key, out _);
        if (type == "CNAME")
        {
            if ((contents & Contents.Other) != 0) return "A CNAME record cannot have the name of other records (RFC 1034 3.6.2).";
            if (_aliases.TryGetValue(owner, out var other) && other != value) return "A name can have only one CNAME record.";
            _aliases[owner] = value;
            contents |= Contents.Alias;
            return null;
        }

        if ((contents & Contents.Alias) != 0) return "The name has a CNAME record, so it cannot have other records (RFC 1034 3.6.2).";
        if (type == "DNAME")
        {
            if (_aliases.TryGetValue("DNAME " + owner, out var other) && other != value) return "A name can have only one DNAME record.";
            _aliases["DNAME " + owner] = value;
        }

        contents |= type is "A" or "AAAA" ? Contents.Other | Contents.Address : Contents.Other;
        return null;
    }

    /// <summary>Adds a name server of the zone itself.</summary>
    public void AddNameServer(string host, long line) => _nameServers.Add((host, line));

    /// <summary>The name servers in the zone that have no address.</summary>
    /// <param name="zone">The zone.</param>
    public IEnumerable<(string Host, long Line)> WithoutAddress(string zone)
        => _nameServers.Where(server => ZoneFileName.Relative(server.Host, zone) is not null && !(_names.TryGetValue(Hash(server.Host), out var contents) && (contents & Contents.Address) != 0));

    /// <summary>The time to live of a record: that of its record set's first record, if the set is not interrupted by another name (RFC 2181 5.2).</summary>
    public long Ttl(string owner, string type, long ttl)
    {
        if (_owner != owner)
        {
            _owner = owner;
            _ttls.Clear();
        }

        return _ttls.TryAdd(type, ttl) ? ttl : _ttls[type];
    }

    // FNV-1a: a number per name is smaller than the name, and 64 bits do not collide in practice.
    private static ulong Hash(string name)
    {
        var hash = 14695981039346656037;
        foreach (var character in name) hash = unchecked((hash ^ character) * 1099511628211);
        return hash;
    }
}
