using System.Globalization;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>Checks a DMARC policy (RFC 7489 6.3).</summary>
internal static partial class DmarcCheck
{
    private const string Policies = "none, quarantine, or reject";

    private static readonly string[] Known = ["v", "p", "sp", "np", "adkim", "aspf", "pct", "rf", "ri", "fo", "rua", "ruf", "psd", "t"];

    /// <summary>Finds what is wrong.</summary>
    /// <param name="text">The text of a record at a name that begins with _dmarc.</param>
    public static IEnumerable<PolicyProblem> Find(string text)
    {
        if (!Version().IsMatch(text))
        {
            yield return Error("is not a DMARC policy, because it does not begin with v=DMARC1 in exactly this form, so receivers ignore it. Begin it with 'v=DMARC1; p='");
            yield break;
        }

        var parts = text.Split(';');
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index].Trim();
            if (part.Length == 0)
            {
                if (index == parts.Length - 1) break;
                yield return Error("has two semicolons without a tag between them. Remove one of them");
                yield break;
            }

            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                yield return Error($"has {Excerpt.Of(part)}, which is not a tag with a value. Tags are separated by semicolons");
                yield break;
            }

            var (tag, value) = (part[..equals].Trim().ToLowerInvariant(), part[(equals + 1)..].Trim());
            if (!tags.TryAdd(tag, value))
            {
                yield return Error($"has the tag {tag} twice. Remove one of them");
                yield break;
            }

            if (!Known.Contains(tag)) yield return Advice($"has the tag {Excerpt.Of(tag)}, which DMARC does not know, so receivers ignore it. The tags are {string.Join(", ", Known)}");
            else if (Wrong(tag, value) is { } wrong) yield return Error($"has {Excerpt.Of($"{tag}={value}")}, {wrong}");
            if (index == 1 && tag != "p" && parts.Skip(2).Any(static other => other.TrimStart().StartsWith("p", StringComparison.OrdinalIgnoreCase) && other.TrimStart()[1..].TrimStart().StartsWith('='))) yield return Advice("does not have the tag p directly after v=DMARC1, where some receivers expect it (RFC 7489 6.4). Move it there");
        }

        if (!tags.ContainsKey("p")) yield return Error($"does not have the tag p, which says what receivers do. Add p={Policies}");
    }

    // What to write instead; null if the value is valid.
    private static string? Wrong(string tag, string value) => tag switch
    {
        "p" or "sp" or "np" => value.ToLowerInvariant() is "none" or "quarantine" or "reject" ? null : $"which is not a policy. Use {Policies}",
        "adkim" or "aspf" => value.ToLowerInvariant() is "r" or "s" ? null : "which is not an alignment. Use r or s",
        "pct" => Digits().IsMatch(value) && int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) <= 100 ? null : "which is not a percentage. Use a number from 0 to 100",
        "ri" => uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "which is not a number of seconds",
        "fo" => value.Split(':').All(static one => one.Trim().ToLowerInvariant() is "0" or "1" or "d" or "s") ? null : "which is not valid. Use 0, 1, d, and s, separated by colons",
        "rua" or "ruf" => value.Split(',').Select(static address => WrongAddress(address.Trim())).FirstOrDefault(static wrong => wrong is not null),
        "psd" => value.ToLowerInvariant() is "y" or "n" or "u" ? null : "which is not valid. Use y, n, or u",
        "t" => value.ToLowerInvariant() is "y" or "n" ? null : "which is not valid. Use y or n",
        _ => null,
    };

    private static string? WrongAddress(string address)
    {
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return Mail().IsMatch(address) ? null : $"where {Excerpt.Of(address)} is not an email address. Use mailto:reports@example.com";
        if (Uri.TryCreate(address, UriKind.Absolute, out var other) && other.Scheme is "https" or "http") return null;
        return address.Contains('@', StringComparison.Ordinal) ? $"where {Excerpt.Of(address)} has no scheme. Use mailto:{address}" : $"where {Excerpt.Of(address)} is not an address. Use mailto:reports@example.com";
    }

    private static PolicyProblem Error(string text) => PolicyProblem.Error(DnsConflictKind.DmarcSyntax, text);

    private static PolicyProblem Advice(string text) => PolicyProblem.Advice(DnsConflictKind.DmarcAdvice, text);

    [GeneratedRegex("^v[ \\t]*=[ \\t]*DMARC1[ \\t]*(;|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Version();

    [GeneratedRegex("^[0-9]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    // The size limit follows an exclamation mark (RFC 7489 6.2).
    [GeneratedRegex("^mailto:[^@\\s,;!]+@([A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?\\.)+[A-Za-z][A-Za-z0-9-]+(![0-9]+[kmgtKMGT]?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mail();
}
