using System.Net;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Reads host names in record data. A name with a dot is absolute and gets a trailing dot; a single label stays relative to the zone, as in a zone file.</summary>
internal static class HostName
{
    /// <summary>The name as it is stored on the panel.</summary>
    /// <param name="text">The text as typed or stored.</param>
    /// <param name="source">Source of the text.</param>
    /// <param name="underscore">Whether the panel accepts underscores.</param>
    /// <param name="root">Whether a single dot ("none", RFC 7505, RFC 2782) is allowed.</param>
    /// <param name="absolute">Whether the zone is appended to a single label.</param>
    /// <exception cref="RuleException">The text is not a valid host name.</exception>
    internal static string Read(string text, DataSource source, bool underscore = false, bool root = false, bool absolute = false)
    {
        var typed = text.Trim();
        var type = source.Type;
        if (typed.Length == 0)
            throw new RuleException(Rule.InvalidDnsData, $"The value of {type} is empty. Specify a host name such as mail.example.com.");
        if (typed == ".")
            return root ? typed : throw new RuleException(Rule.InvalidDnsData, $"The value of {type} cannot be a single dot. Specify a host name such as mail.example.com.");
        if (typed == "@" && source.Origin is not null)
            return DnsName.ParseOrigin(source.Origin);
        if (IPAddress.TryParse(typed.TrimEnd('.'), out _) && typed.AsSpan().ContainsAny('.', ':'))
            throw new RuleException(
                Rule.InvalidDnsData,
                $"The value of {type} must be a host name, not an address such as {Excerpt.Of(typed)}. Use the name of an A or AAAA record.");
        if (typed.Contains('@', StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidDnsData, $"The value of {type} must be a host name, not the email address {Excerpt.Of(typed)}.");

        var dotted = typed[^1] is '.' or '\u3002';
        var ascii = DomainText.ToAscii(dotted ? typed[..^1] : typed, $"The host name of {type}");
        Check(ascii, type, underscore);
        if (dotted || (!source.IsStored && ascii.Contains('.', StringComparison.Ordinal)))
            return ascii + ".";
        return absolute && source.Origin is not null ? $"{ascii}.{DnsName.ParseOrigin(source.Origin)}" : ascii;
    }

    /// <summary>Appends the zone to a stored host name that is relative.</summary>
    internal static string Absolute(string host, string origin) => host.EndsWith('.') ? host : $"{host}.{origin}";

    private static void Check(string ascii, DnsRecordType type, bool underscore)
    {
        var foreign = ascii.IndexOfAny(['*', '/', '_']);
        if (foreign < 0 || (underscore && ascii.AsSpan().IndexOfAny('*', '/') < 0))
            return;
        // CNAMEs of classless reverse zones (RFC 2317) have slashes in their targets, but the panel's form refuses them.
        throw new RuleException(
            Rule.InvalidDnsData,
            $"The host name {Excerpt.Of(ascii)} of {type} contains '{ascii[foreign]}', which the panel does not accept there. Use a host name without it.");
    }
}
