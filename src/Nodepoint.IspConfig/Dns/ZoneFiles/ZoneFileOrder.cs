namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The order of records in a written file: the zone's own NS records, then all others by name in the canonical order of DNSSEC (RFC 4034 6.1), type, and data.</summary>
internal sealed class ZoneFileOrder : IComparer<ZoneFileRecord>
{
    /// <summary>The order.</summary>
    public static ZoneFileOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(ZoneFileRecord? x, ZoneFileRecord? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = IsNameServer(y).CompareTo(IsNameServer(x));
        if (order == 0) order = CompareNames(x.Name, y.Name);
        if (order == 0) order = TypeNumber(x.Type).CompareTo(TypeNumber(y.Type));
        if (order == 0) order = Nullable.Compare(x.Priority, y.Priority);
        if (order == 0) order = string.CompareOrdinal(x.Value, y.Value);
        if (order == 0) order = x.Ttl.CompareTo(y.Ttl);
        return order == 0 ? y.Active.CompareTo(x.Active) : order;
    }

    // Label by label from the right; a name comes before those below it.
    private static int CompareNames(string x, string y)
    {
        if (x == y) return 0;
        var (left, right) = (Labels(x), Labels(y));
        for (var at = 1; at <= Math.Min(left.Count, right.Count); at++)
        {
            var order = string.CompareOrdinal(left[^at], right[^at]);
            if (order != 0) return order;
        }

        return left.Count.CompareTo(right.Count);
    }

    private static List<string> Labels(string name)
    {
        var labels = new List<string>(4);
        if (name == "@") return labels;
        var start = 0;
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '\\') at++;
            else if (name[at] == '.')
            {
                labels.Add(name[start..at]);
                start = at + 1;
            }
        }

        labels.Add(name[start..]);
        return labels;
    }

    private static bool IsNameServer(ZoneFileRecord record) => record is { Name: "@", Type: "NS" };

    private static int TypeNumber(string type) => DnsRecordTypes.TryParse(type, out var known) ? (int)known : 0;
}
