namespace Nodepoint.IspConfig.Dns;

/// <summary>Properties of record types: the panel's functions and the meaning of the column <c>aux</c>.</summary>
internal static class DnsRecordTypes
{
    /// <summary>All types, ordered by name.</summary>
    public static IReadOnlyList<DnsRecordType> All { get; } =
        [.. Enum.GetValues<DnsRecordType>().OrderBy(type => type.ToString(), StringComparer.Ordinal)];

    /// <summary>Common prefix of the type's functions on the panel: <c>dns_a</c> for <c>dns_a_add</c>.</summary>
    /// <param name="type">The type.</param>
    public static string PanelFunction(this DnsRecordType type) => "dns_" + type.ToString().ToLowerInvariant();

    /// <summary>Name of the panel's form for the type: <c>dns/dns_a</c>.</summary>
    /// <param name="type">The type.</param>
    public static string PanelForm(this DnsRecordType type) => "dns/" + type.PanelFunction();

    /// <summary>Whether the column <c>aux</c> is used: preference (MX), priority (SRV) or order (NAPTR), 0 to 65535.</summary>
    /// <param name="type">The type.</param>
    public static bool HasPriority(this DnsRecordType type) => type is DnsRecordType.MX or DnsRecordType.SRV or DnsRecordType.NAPTR;

    /// <summary>Default of <c>aux</c> in the type's form: 10 for MX, 100 for NAPTR, else 0.</summary>
    /// <param name="type">The type.</param>
    public static int DefaultPriority(this DnsRecordType type) => type switch
    {
        DnsRecordType.MX => 10,
        DnsRecordType.NAPTR => 100,
        _ => 0,
    };

    /// <summary>Reads the column <c>type</c>.</summary>
    /// <param name="stored">The column; case does not matter.</param>
    /// <param name="type">The type, or 0 if it is unknown.</param>
    /// <returns>Whether the type is known.</returns>
    public static bool TryParse(string? stored, out DnsRecordType type)
    {
        foreach (var known in All)
        {
            if (!string.Equals(known.ToString(), stored?.Trim(), StringComparison.OrdinalIgnoreCase))
                continue;
            type = known;
            return true;
        }

        type = default;
        return false;
    }
}
