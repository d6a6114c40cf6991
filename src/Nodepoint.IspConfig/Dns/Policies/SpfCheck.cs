using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>Checks an SPF policy (RFC 7208) without asking the DNS.</summary>
internal static partial class SpfCheck
{
    // RFC 7208 4.6.4.
    private const int MostLookups = 10;

    private static readonly string[] Mechanisms = ["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"];

    /// <summary>Finds what is wrong.</summary>
    /// <param name="text">The text, which begins with v=spf.</param>
    /// <param name="name">The absolute name of the record, with a trailing dot.</param>
    public static IEnumerable<PolicyProblem> Find(string text, string name)
    {
        if (!Version().IsMatch(text))
        {
            yield return Syntax("is not an SPF policy, because 'v=spf1' must be followed by a space. Receivers ignore it");
            yield break;
        }

        var terms = text[6..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (lookups, all, redirect) = (0, (string?)null, (string?)null);
        var after = new List<string>();
        var modifiers = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var term in terms)
        {
            var modifier = Modifier().Match(term);
            if (Wrong(term, modifier) is { } wrong)
            {
                yield return Syntax($"has the term {Excerpt.Of(term)}, {wrong}. Receivers then treat the whole policy as an error (RFC 7208 4.6)");
                yield break;
            }

            if (modifier.Success)
            {
                var key = modifier.Groups["name"].Value.ToLowerInvariant();
                if (key is "redirect" or "exp" && !modifiers.Add(key))
                {
                    yield return Syntax($"has {key}= twice. Receivers then treat the whole policy as an error (RFC 7208 6). Remove one of them");
                    yield break;
                }

                if (key == "redirect") redirect = term;
                else if (Mechanisms.Contains(key)) yield return Advice($"has {Excerpt.Of(term)}, which receivers ignore because of the equal sign. Use {key}:{modifier.Groups["value"].Value}");
                continue;
            }

            if (all is not null)
            {
                after.Add(term);
                continue;
            }

            var mechanism = Mechanism().Match(term);
            var (kind, target) = (mechanism.Groups["name"].Value.ToLowerInvariant(), mechanism.Groups["value"].Value);
            if (kind == "all") all = term;
            if (kind is "include" or "a" or "mx" or "ptr" or "exists") lookups++;
            if (kind == "include" && IsSame(target[1..], name))
            {
                yield return Syntax($"includes itself. Receivers then treat the whole policy as an error. Remove {term}");
                yield break;
            }

            if (kind == "ptr") yield return Advice("uses ptr, which is slow and unreliable and should not be used (RFC 7208 5.5). Use ip4, ip6, a, or mx");
        }

        if (redirect is not null && all is null)
        {
            lookups++;
            if (IsSame(redirect[(redirect.IndexOf('=', StringComparison.Ordinal) + 1)..], name)) yield return Syntax($"redirects to itself. Receivers then treat the whole policy as an error. Remove {redirect}");
        }

        if (lookups > MostLookups) yield return PolicyProblem.Error(DnsConflictKind.SpfLookups, string.Create(CultureInfo.InvariantCulture, $"needs {lookups} DNS look-ups, but receivers make at most {MostLookups} and then treat the whole policy as an error (RFC 7208 4.6.4). Replace some of include, a, mx, and exists with ip4 and ip6"));
        if (after.Count > 0) yield return Advice($"has {Excerpt.Of(string.Join(' ', after))} after {all}, which receivers ignore (RFC 7208 5.1). Move {all} to the end");
        if (redirect is not null && all is not null) yield return Advice($"has {Excerpt.Of(redirect)} beside {all}, so that receivers ignore it (RFC 7208 6.1). Remove one of them");
        if (all is not null && all[0] is not ('-' or '~' or '?')) yield return Advice($"ends in {all}, which allows every server to send mail for the domain. Use -all or ~all");
    }

    private static bool IsSame(string target, string name) => string.Equals(target.TrimEnd('.'), name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    // Why a term is not valid; null if it is.
    private static string? Wrong(string term, Match modifier)
    {
        if (term.Any(one => one is < '!' or > '~')) return "which has characters other than printable ASCII characters";
        if (modifier.Success)
            return modifier.Groups["name"].Value.ToLowerInvariant() is "redirect" or "exp"
                ? IsDomain(modifier.Groups["value"].Value) ? null : "which needs a domain name after the equal sign"
                : IsMacroText(modifier.Groups["value"].Value) ? null : "which has a % that is not part of a macro";
        var mechanism = Mechanism().Match(term);
        if (!mechanism.Success) return "which is not a term of SPF. Terms are separated by spaces";
        var (name, value) = (mechanism.Groups["name"].Value.ToLowerInvariant(), mechanism.Groups["value"].Value);
        return name switch
        {
            "all" => value.Length == 0 ? null : "but all must stand alone",
            "include" or "exists" => value.StartsWith(':') && IsDomain(value[1..]) ? null : $"but {name} needs a colon and a domain name",
            "a" or "mx" => IsHost(Networks().Replace(value, "", 1)) && IsNetwork(Networks().Match(value)) ? null : $"which is not valid. Use {name}, {name}:example.com, or {name}:example.com/24",
            "ptr" => IsHost(value) ? null : "which is not valid. Use ptr or ptr:example.com",
            "ip4" => IsAddress(value, AddressFamily.InterNetwork, 32) ? null : "which is not an IPv4 address or network. Use ip4:192.0.2.1 or ip4:192.0.2.0/24",
            "ip6" => IsAddress(value, AddressFamily.InterNetworkV6, 128) ? null : "which is not an IPv6 address or network. Use ip6:2001:db8::1 or ip6:2001:db8::/32",
            "ip" or "ipv4" => "which does not exist. Use ip4",
            "ipv6" => "which does not exist. Use ip6",
            _ => $"which does not exist. SPF has {string.Join(", ", Mechanisms)}, redirect=, and exp=",
        };
    }

    private static bool IsHost(string value) => value.Length == 0 || (value[0] == ':' && IsDomain(value[1..]));

    private static bool IsNetwork(Match networks)
        => (!networks.Groups["v4"].Success || Length(networks.Groups["v4"].Value) <= 32) && (!networks.Groups["v6"].Success || Length(networks.Groups["v6"].Value) <= 128);

    private static int Length(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool IsAddress(string value, AddressFamily family, int most)
    {
        if (!value.StartsWith(':')) return false;
        var parts = value[1..].Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || address.AddressFamily != family || parts[0].Contains('%', StringComparison.Ordinal)) return false;
        if (family == AddressFamily.InterNetwork && !DottedQuad().IsMatch(parts[0])) return false;
        return parts.Length == 1 || (Digits().IsMatch(parts[1]) && Length(parts[1]) <= most);
    }

    private static bool IsMacroText(string value) => MacroText().IsMatch(value);

    private static bool IsDomain(string value) => IsMacroText(value) && DomainEnd().IsMatch(value);

    private static PolicyProblem Syntax(string text) => PolicyProblem.Error(DnsConflictKind.SpfSyntax, text);

    private static PolicyProblem Advice(string text) => PolicyProblem.Advice(DnsConflictKind.SpfAdvice, text);

    [GeneratedRegex("^v=spf1( |$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Version();

    [GeneratedRegex("^(?<name>[A-Za-z][A-Za-z0-9._-]*)=(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Modifier();

    [GeneratedRegex("^[+?~-]?(?<name>[A-Za-z][A-Za-z0-9]*)(?<value>[:/].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mechanism();

    [GeneratedRegex("(/(?<v4>[0-9]{1,2}))?(//(?<v6>[0-9]{1,3}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Networks();

    [GeneratedRegex("^[0-9]{1,3}(\\.[0-9]{1,3}){3}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DottedQuad();

    [GeneratedRegex("^[0-9]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    // RFC 7208 7.1.
    [GeneratedRegex("^(%\\{[slodiphcrtvSLODIPHCRTV][0-9]*[rR]?[.+,/_=-]*\\}|%%|%_|%-|[!-$&-~])*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex MacroText();

    [GeneratedRegex("(\\.(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.?|%\\{[^}]*\\})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DomainEnd();
}
