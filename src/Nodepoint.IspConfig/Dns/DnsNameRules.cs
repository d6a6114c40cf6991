using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Which names a record of a type may have, and in which of their forms the panel's forms let them through.</summary>
public static partial class DnsNameRules
{
    // What the panel's forms of A, AAAA and HINFO take.
    private const int LongestHost = 64;

    /// <summary>The column <c>name</c> for a record of this type.</summary>
    /// <param name="name">The name, in its zone.</param>
    /// <param name="type">The record's type.</param>
    /// <returns>
    /// The name as the panel stores it, relative where the form of the type allows; absolute for the zone itself where the form
    /// refuses an empty name (ALIAS, HINFO, PTR), and where it wants more than the relative name has (<c>*</c> of TXT and SSHFP,
    /// <c>_443._tcp</c> of TLSA).
    /// </returns>
    /// <exception cref="InvalidDnsDataException">The type takes no such name.</exception>
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

    /// <summary>Refuses names the type cannot have: what the panel's forms refuse, and host names that BIND would not load.</summary>
    /// <param name="name">The name, in its zone.</param>
    /// <param name="type">The record's type.</param>
    /// <exception cref="InvalidDnsDataException">The type takes no such name.</exception>
    public static void Check(DnsName name, DnsRecordType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        var shown = Excerpt.Of(name.Name);
        if (name.IsWildcard && !TakesWildcard(type))
            throw new InvalidDnsDataException($"{type} takes no wildcard as its name: give a name of its own instead of {shown}.");
        if (name.Name.Contains('/', StringComparison.Ordinal))
            throw new InvalidDnsDataException($"The name {shown} contains '/', which the panel takes in the names of zones only.");

        if (type is (DnsRecordType.A or DnsRecordType.AAAA or DnsRecordType.HINFO) && name.PanelName.Length > LongestHost)
            throw new InvalidDnsDataException($"The name {shown} has {name.PanelName.Length} characters; the panel takes {LongestHost} for {type}.");

        if (type == DnsRecordType.TLSA && !TlsaName().IsMatch(name.Fqdn))
            throw new InvalidDnsDataException(
                $"TLSA needs a name made of port and protocol, not {shown}: give one like _443._tcp.www (the panel takes tcp and udp).");

        if (!IsHost(type))
            return;
        if (name.Name.Contains('_', StringComparison.Ordinal))
            throw new InvalidDnsDataException($"{type} belongs to a host, and the name of a host has no underscore: {shown}.");
        if (Array.Exists(name.Name.Split('.'), label => label.StartsWith('-') || label.EndsWith('-')))
            throw new InvalidDnsDataException($"{type} belongs to a host, and no part of a host's name begins or ends with a hyphen: {shown}.");
    }

    private static bool TakesWildcard(DnsRecordType type) => type is not (DnsRecordType.ALIAS or DnsRecordType.DS or DnsRecordType.LOC
        or DnsRecordType.NS or DnsRecordType.SRV or DnsRecordType.HINFO or DnsRecordType.PTR or DnsRecordType.RP or DnsRecordType.TLSA);

    private static bool IsHost(DnsRecordType type) => type is DnsRecordType.A or DnsRecordType.AAAA or DnsRecordType.MX
        or DnsRecordType.HINFO or DnsRecordType.PTR or DnsRecordType.RP;

    [GeneratedRegex(@"^_[0-9]{1,5}\._(tcp|udp)\.[a-z0-9.\-]{1,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TlsaName();
}
