using System.Globalization;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>Checks an SPF policy (RFC 7208) without asking the DNS.</summary>
internal static class SpfCheck
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="text">The text, which begins with v=spf.</param>
    /// <param name="name">The absolute name of the record, with a trailing dot.</param>
    public static IEnumerable<PolicyProblem> Find(string text, string name)
    {
        if (!SpfRecord.IsSpf(text)) return [Syntax("is not an SPF policy, because 'v=spf1' must be followed by a space. Receivers ignore it")];
        try { return Find(SpfRecord.Parse(text), name); }
        catch (SpfException problem) { return [Syntax($"{problem.Fault ?? problem.Message}. Receivers then treat the whole policy as an error (RFC 7208 4.6)")]; }
    }

    private static IEnumerable<PolicyProblem> Find(SpfRecord record, string name)
    {
        var lookups = record.Lookups.ToList();
        if (lookups.Find(term => term.Domain is { } domain && IsSame(domain.Text, name) && term is SpfMechanism { Kind: SpfMechanismKind.Include } or SpfModifier) is { } circle)
            yield return Syntax($"{(circle is SpfModifier ? "redirects to" : "includes")} itself. Receivers then treat the whole policy as an error. Remove {circle.Text}");
        if (lookups.Count > SpfRecord.MostLookups) yield return PolicyProblem.Error(DnsConflictKind.SpfLookups, string.Create(CultureInfo.InvariantCulture, $"needs {lookups.Count} DNS look-ups, but receivers make at most {SpfRecord.MostLookups} and then treat the whole policy as an error (RFC 7208 4.6.4). Replace some of include, a, mx, and exists with ip4 and ip6"));
        foreach (var term in record.Terms)
        {
            if (term is SpfModifier modifier && SpfMechanismReader.All.Contains(modifier.Name)) yield return Advice($"has {Excerpt.Of(term.Text)}, which receivers ignore because of the equal sign. Use {modifier.Name}:{modifier.Value}");
        }

        if (record.Mechanisms.FirstOrDefault(static mechanism => mechanism is { Result: SpfResult.Pass, Prefix4: 0 } or { Result: SpfResult.Pass, Prefix6: 0 }) is { } whole)
            yield return Advice($"has {whole.Text}, which allows every server to send mail for the domain. Use the addresses of your servers");
        if (lookups.Exists(static term => term is SpfMechanism { Kind: SpfMechanismKind.Ptr })) yield return Advice("uses ptr, which is slow and unreliable and should not be used (RFC 7208 5.5). Use ip4, ip6, a, or mx");
        if (record.All is not { } all) yield break;
        var after = record.Mechanisms.SkipWhile(mechanism => mechanism != all).Skip(1).Select(static mechanism => mechanism.Text).ToList();
        if (after.Count > 0) yield return Advice($"has {Excerpt.Of(string.Join(' ', after))} after {all.Text}, which receivers ignore (RFC 7208 5.1). Move {all.Text} to the end");
        if (record.Terms.FirstOrDefault(static term => term is SpfModifier { Name: SpfModifier.Redirect }) is { } redirect) yield return Advice($"has {Excerpt.Of(redirect.Text)} beside {all.Text}, so that receivers ignore it (RFC 7208 6.1). Remove one of them");
        if (all.Result == SpfResult.Pass) yield return Advice($"ends in {all.Text}, which allows every server to send mail for the domain. Use -all or ~all");
    }

    private static bool IsSame(string target, string name) => string.Equals(target.TrimEnd('.'), name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static PolicyProblem Syntax(string text) => PolicyProblem.Error(DnsConflictKind.SpfSyntax, text);

    private static PolicyProblem Advice(string text) => PolicyProblem.Advice(DnsConflictKind.SpfAdvice, text);
}
