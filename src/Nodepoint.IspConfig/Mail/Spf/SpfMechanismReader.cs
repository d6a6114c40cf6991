using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>Reads the mechanisms of SPF records (RFC 7208 5).</summary>
internal static partial class SpfMechanismReader
{
    private const string Names = "all, include, a, mx, ptr, ip4, ip6, exists";

    /// <summary>The names of the mechanisms in lower case.</summary>
    public static IReadOnlyList<string> All { get; } = Names.Split(", ");

    /// <summary>Reads a mechanism.</summary>
    /// <param name="term">The text, of printable ASCII characters.</param>
    /// <exception cref="SpfException">The mechanism has a syntax error.</exception>
    public static SpfMechanism Read(string term)
    {
        if (Mechanism().Match(term) is not { Success: true } match) throw SpfException.OfTerm(term, "which is not a term of SPF. Terms are separated by spaces");
        var (name, rest) = (match.Groups["name"].Value.ToLowerInvariant(), match.Groups["rest"].Value);
        var result = match.Groups["qualifier"].Value switch { "-" => SpfResult.Fail, "~" => SpfResult.SoftFail, "?" => SpfResult.Neutral, _ => SpfResult.Pass };
        var mechanism = new SpfMechanism(term, result, KindOf(name, term));
        switch (mechanism.Kind)
        {
            case SpfMechanismKind.All: return rest.Length == 0 ? mechanism : throw SpfException.OfTerm(term, "but all must stand alone");
            case SpfMechanismKind.IP4: return WithAddress(mechanism, rest, AddressFamily.InterNetwork) ?? throw SpfException.OfTerm(term, "which is not an IPv4 address or network. Use ip4:192.0.2.1 or ip4:192.0.2.0/24");
            case SpfMechanismKind.IP6: return WithAddress(mechanism, rest, AddressFamily.InterNetworkV6) ?? throw SpfException.OfTerm(term, "which is not an IPv6 address or network. Use ip6:2001:db8::1 or ip6:2001:db8::/32");
            case SpfMechanismKind.A or SpfMechanismKind.Mx: return WithPrefixes(mechanism, name, rest);
        }

        var wrong = mechanism.Kind == SpfMechanismKind.Ptr ? "which is not valid. Use ptr or ptr:example.com" : $"but {name} needs a colon and a domain name";
        if (rest.Length == 0) return mechanism.Kind == SpfMechanismKind.Ptr ? mechanism : throw SpfException.OfTerm(term, wrong);
        return rest[0] == ':' ? mechanism with { Domain = SpfMacroText.ParseDomain(rest[1..], term, wrong) } : throw SpfException.OfTerm(term, wrong);
    }

    private static SpfMechanismKind KindOf(string name, string term) => name switch
    {
        "all" => SpfMechanismKind.All,
        "include" => SpfMechanismKind.Include,
        "a" => SpfMechanismKind.A,
        "mx" => SpfMechanismKind.Mx,
        "ptr" => SpfMechanismKind.Ptr,
        "ip4" => SpfMechanismKind.IP4,
        "ip6" => SpfMechanismKind.IP6,
        "exists" => SpfMechanismKind.Exists,
        "ip" or "ipv4" => throw SpfException.OfTerm(term, "which does not exist. Use ip4"),
        "ipv6" => throw SpfException.OfTerm(term, "which does not exist. Use ip6"),
        _ => throw SpfException.OfTerm(term, $"which does not exist. SPF has {Names}, redirect=, and exp="),
    };

    private static SpfMechanism WithPrefixes(SpfMechanism mechanism, string name, string rest)
    {
        var wrong = $"which is not valid. Use {name}, {name}:example.com, or {name}:example.com/24";
        var networks = Prefixes().Match(rest);
        var host = rest[..networks.Index];
        if (Prefix(networks.Groups["four"], 32) is not { } four || Prefix(networks.Groups["six"], 128) is not { } six || (host.Length > 0 && host[0] != ':')) throw SpfException.OfTerm(mechanism.Text, wrong);
        return mechanism with { Domain = host.Length == 0 ? null : SpfMacroText.ParseDomain(host[1..], mechanism.Text, wrong), Prefix4 = four, Prefix6 = six };
    }

    private static SpfMechanism? WithAddress(SpfMechanism mechanism, string rest, AddressFamily family)
    {
        if (Network().Match(rest) is not { Success: true } match) return null;
        var (isV4, text) = (family == AddressFamily.InterNetwork, match.Groups["address"].Value);
        var isValid = isV4 ? FourNumbers().IsMatch(text) : text.Contains(':', StringComparison.Ordinal) && !text.AsSpan().ContainsAny('%', '[', ']');
        if (!isValid || !IPAddress.TryParse(text, out var address) || address.AddressFamily != family || Prefix(match.Groups["prefix"], isV4 ? 32 : 128) is not { } prefix) return null;
        return isV4 ? mechanism with { Address = address, Prefix4 = prefix } : mechanism with { Address = address, Prefix6 = prefix };
    }

    // The length without one is that of a single address; null if the text is not a length.
    private static int? Prefix(Group group, int most)
    {
        if (!group.Success) return most;
        return (group.Length == 1 || group.Value[0] != '0') && int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= most ? prefix : null;
    }

    [GeneratedRegex(@"^(?<qualifier>[+?~-]?)(?<name>[A-Za-z][A-Za-z0-9]*)(?<rest>([:/].*)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mechanism();

    [GeneratedRegex(@"(/(?<four>[0-9]+))?(//(?<six>[0-9]+))?\z", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Prefixes();

    [GeneratedRegex(@"^:(?<address>[^/]*)(/(?<prefix>[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Network();

    [GeneratedRegex(@"^((0|[1-9][0-9]{0,2})\.){3}(0|[1-9][0-9]{0,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex FourNumbers();
}
