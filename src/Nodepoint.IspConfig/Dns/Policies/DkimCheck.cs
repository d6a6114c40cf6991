using Nodepoint.IspConfig.Mail;

namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>Checks the record of a DKIM key (RFC 6376 3.6.1).</summary>
internal static class DkimCheck
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="text">The text of a record below _domainkey.</param>
    /// <returns>The problems; none if the text is not meant as a key.</returns>
    public static IEnumerable<PolicyProblem> Find(string text)
        => !DkimRecord.IsMeantBy(text) ? []
            : DkimRecord.Read(text, out var problem) is { } record ? record.FindProblems()
            : [PolicyProblem.Error(DnsConflictKind.DkimSyntax, problem)];
}
