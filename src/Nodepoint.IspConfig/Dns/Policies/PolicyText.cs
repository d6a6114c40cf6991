using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>Checks the texts that mail receivers read as policies or keys: SPF, DMARC, and DKIM.</summary>
internal static partial class PolicyText
{
    /// <summary>Finds what is wrong with the policy in a TXT record.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The absolute name of the record, with a trailing dot.</param>
    /// <returns>The problems; none if the text is not a policy.</returns>
    public static IEnumerable<PolicyProblem> Check(string text, string name)
    {
        if (Spf().IsMatch(text)) return SpfCheck.Find(text, name);
        if (name.StartsWith("_dmarc.", StringComparison.Ordinal)) return DmarcCheck.Find(text);
        if (name.Contains("._domainkey.", StringComparison.Ordinal)) return DkimCheck.Find(text);
        return Dmarc().IsMatch(text) && !name.Contains("._report._dmarc.", StringComparison.Ordinal) ? [PolicyProblem.Advice(DnsConflictKind.DmarcAdvice, $"is a DMARC policy, but receivers look for it only at _dmarc.{name} Use that name")] : [];
    }

    [GeneratedRegex("^v=spf(1|[^0-9]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Spf();

    [GeneratedRegex("^v\\s*=\\s*DMARC1\\s*(;|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Dmarc();
}
