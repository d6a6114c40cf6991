using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>Checks a DMARC policy (RFC 7489 6.3). Only p and sp have to be valid: for other values that are not, the defaults apply (6.6.3).</summary>
internal static class DmarcCheck
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="text">The text of a record at a name that begins with _dmarc.</param>
    public static IEnumerable<PolicyProblem> Find(string text)
    {
        try { return Find(DmarcRecord.Parse(text)); }
        catch (DmarcException problem) { return [Error(problem.Fault)]; }
    }

    private static IEnumerable<PolicyProblem> Find(DmarcRecord record)
    {
        foreach (var tag in record.Tags)
        {
            if (!DmarcTag.Known.Contains(tag.Name)) yield return Advice($"has the tag {Excerpt.Of(tag.Name)}, which DMARC does not know, so receivers ignore it. The tags are {string.Join(", ", DmarcTag.Known)}");
            else if (tag.Problem is { } wrong) yield return Error($"has {Excerpt.Of($"{tag.Name}={tag.Value}")}, {wrong}") with { IsOfPart = tag.Name is not ("v" or "p" or "sp") };
        }

        var policy = record.Tags.Select(static tag => tag.Name).ToList().IndexOf("p");
        if (policy < 0) yield return Error($"does not have the tag p, which says what receivers do. Add p={DmarcTag.Actions}");
        else if (policy > 1) yield return Advice("does not have the tag p directly after v=DMARC1, where some receivers expect it (RFC 7489 6.4). Move it there");
    }

    private static PolicyProblem Error(string text) => PolicyProblem.Error(DnsConflictKind.DmarcSyntax, text);

    private static PolicyProblem Advice(string text) => PolicyProblem.Advice(DnsConflictKind.DmarcAdvice, text);
}
