using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The names that records of each type may have, and the form in which the panel accepts them.</summary>
internal static partial class DnsNameRules
{
    // The limit of the panel's forms for A, AAAA and HINFO.
    private const int LongestHost = 64;

    /// <summary>The column <c>name</c> of a record of a type.</summary>
    /// <param name="name">The name in its zone.</param>
    /// <param name="type">The record's type.</param>
    /// <returns>
    /// The name as stored by the panel: relative if the form of the type accepts it, else absolute. Forms refuse an empty
    /// name for the zone apex (ALIAS, HINFO, PTR) and some short relative names (<c>*</c> for TXT and SSHFP,
    /// <c>_443._tcp</c> for TLSA).
    /// </returns>
    /// <exception cref="RuleException">The type does not allow this name.</exception>
    public static string ToPanel(this DnsName name, DnsRecordType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        Check(name, type);
        return type switch
        {
            DnsRecordType.ALIAS or DnsRecordType.HINFO or DnsRecordType.PTR when name.IsApex => name.Fqdn,
            DnsRecordType.TXT or DnsRecordType.SSHFP when name.Name == "*" => name.Fqdn,
            DnsRecordType.TLSA when name.Name.Count(character => character == '.') < 2 => name.Fqdn,
            _ => name.PanelName,
        };
    }

    /// <summary>Refuses a name that the type cannot have: names that the panel's forms refuse, and host names that BIND does not load.</summary>
    /// <param name="name">The name in its zone.</param>
    /// <param name="type">The record's type.</param>
    /// <exception cref="RuleException">The type does not allow this name.</exception>
    public static void Check(DnsName name, DnsRecordType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        var shown = Excerpt.Of(name.Name);
        if (name.IsWildcard && !AllowsWildcard(type))
            throw new RuleException(Rule.InvalidDnsData, $"{type} records cannot have the wildcard name {shown}. Use a specific name.");
        if (name.Name.Contains('/', StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidDnsData, $"The name {shown} contains '/', which the panel accepts in zone names only.");

        if (type is (DnsRecordType.A or DnsRecordType.AAAA or DnsRecordType.HINFO) && name.PanelName.Length > LongestHost)
            throw new RuleException(Rule.InvalidDnsData, $"The name {shown} has {name.PanelName.Length} characters. The panel accepts at most {LongestHost} for {type} records.");

        if (type == DnsRecordType.TLSA && !TlsaName().IsMatch(name.Fqdn))
            throw new RuleException(
                Rule.InvalidDnsData,
                $"The name {shown} is not valid for a TLSA record. Use a port and a protocol (tcp or udp), such as _443._tcp.www.");

        if (!IsHost(type))
            return;
        if (name.Name.Contains('_', StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidDnsData, $"The name {shown} is not valid for a {type} record because host names cannot contain an underscore.");
        if (Array.Exists(name.Name.Split('.'), label => label.StartsWith('-') || label.EndsWith('-')))
            throw new RuleException(Rule.InvalidDnsData, $"The name {shown} is not valid for a {type} record because no label of a host name can begin or end with a hyphen.");
    }

    private static bool AllowsWildcard(DnsRecordType type) => type is not (DnsRecordType.ALIAS or DnsRecordType.DS or DnsRecordType.LOC
        or DnsRecordType.NS or DnsRecordType.SRV or DnsRecordType.HINFO or DnsRecordType.PTR or DnsRecordType.RP or DnsRecordType.TLSA);

    private static bool IsHost(DnsRecordType type) => type is DnsRecordType.A or DnsRecordType.AAAA or DnsRecordType.MX
        or DnsRecordType.HINFO or DnsRecordType.PTR or DnsRecordType.RP;

    [GeneratedRegex(@"^_[0-9]{1,5}\._(tcp|udp)\.[a-z0-9.\-]{1,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TlsaName();
}
