using System.Net;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Host names as data. What has a dot in it is absolute and gets its trailing dot; one word alone stays relative to the zone, as in a zone file.</summary>
internal static class HostName
{
    /// <summary>The name as the panel is to store it.</summary>
    /// <param name="text">What was typed, or what is stored.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="underscore">Whether the panel takes underscores here.</param>
    /// <param name="root">Whether a dot alone ("none", RFC 7505, RFC 2782) has a meaning here.</param>
    /// <param name="absolute">Whether one word alone is completed by the zone.</param>
    /// <exception cref="InvalidDnsDataException">It is no host name.</exception>
    internal static string Read(string text, DataSource source, bool underscore = false, bool root = false, bool absolute = false)
    {
        var typed = text.Trim();
        var type = source.Type;
        if (typed.Length == 0)
            throw new InvalidDnsDataException($"{type} needs a host name as its value: give one like mail.example.com.");
        if (typed == ".")
            return root ? typed : throw new InvalidDnsDataException($"{type} needs a host name as its value, not a dot alone.");
        if (typed == "@" && source.Origin is not null)
            return DnsName.ParseOrigin(source.Origin);
        if (IPAddress.TryParse(typed.TrimEnd('.'), out _) && typed.AsSpan().ContainsAny('.', ':'))
            throw new InvalidDnsDataException(
                $"{type} needs a host name as its value, not an address: give the name of an A or AAAA record instead of {Excerpt.Of(typed)}.");
        if (typed.Contains('@', StringComparison.Ordinal))
            throw new InvalidDnsDataException($"{type} needs a host name as its value, not a mail address: {Excerpt.Of(typed)}.");

        var dotted = typed[^1] is '.' or '\u3002';
        var ascii = DomainText.ToAscii(dotted ? typed[..^1] : typed, $"The host name of {type}");
        Check(ascii, type, underscore);
        if (dotted || (!source.IsStored && ascii.Contains('.', StringComparison.Ordinal)))
            return ascii + ".";
        return absolute && source.Origin is not null ? $"{ascii}.{DnsName.ParseOrigin(source.Origin)}" : ascii;
    }

    /// <summary>A stored host name with the zone's name behind it, if it is relative.</summary>
    internal static string Absolute(string host, string origin) => host.EndsWith('.') ? host : $"{host}.{origin}";

    private static void Check(string ascii, DnsRecordType type, bool underscore)
    {
        var foreign = ascii.IndexOfAny(['*', '/', '_']);
        if (foreign < 0 || (underscore && ascii.AsSpan().IndexOfAny('*', '/') < 0))
            return;
        // Classless reverse zones (RFC 2317) have slashes in the targets of their CNAMEs, but the panel's form refuses them.
        throw new InvalidDnsDataException(
            $"The host name of {type} {Excerpt.Of(ascii)} contains '{ascii[foreign]}', which the panel does not take there: give the plain name of a host.");
    }
}
