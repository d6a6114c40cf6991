using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>Whether other domains agree to receive the reports about a domain (RFC 7489 7.1).</summary>
/// <param name="texts">Finds the records.</param>
/// <param name="discovery">Finds organizational domains.</param>
internal sealed class ReportAuthorization(PublishedTexts texts, DmarcDiscovery discovery)
{
    /// <summary>The text of the record with which a domain agrees.</summary>
    public const string Text = "v=DMARC1";

    private static readonly string[] ReportTags = ["rua", "ruf"];

    /// <summary>The name of the record with which a domain agrees.</summary>
    /// <param name="domain">The domain with the policy.</param>
    /// <param name="receiver">The domain that receives the reports.</param>
    public static string NameOf(string domain, string receiver) => $"{domain}._report._dmarc.{receiver}";

    /// <summary>Finds the other domains that a policy sends reports to, although they do not agree.</summary>
    /// <param name="domain">The domain with the policy.</param>
    /// <param name="record">The policy.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The domains: why it could not be found out, as a sentence; null for a domain that does not agree.</returns>
    public async Task<IReadOnlyList<(string Receiver, string? Unknown)>> FindMissingAsync(string domain, DmarcRecord record, CancellationToken cancel)
    {
        var missing = new List<(string, string?)>();
        foreach (var receiver in ReceiversOf(record))
        {
            try
            {
                if (await IsSameAsync(domain, receiver, cancel).ConfigureAwait(false)) continue;
                if (!(await texts.FindAsync(NameOf(domain, receiver), cancel).ConfigureAwait(false)).Any(DmarcRecord.IsDmarc)) missing.Add((receiver, null));
            }
            catch (NoAnswerException problem) { missing.Add((receiver, problem.Message)); }
        }

        return missing;
    }

    private static IEnumerable<string> ReceiversOf(DmarcRecord record)
        => ReportTags.SelectMany(record.AddressesOf).Select(static address => address.Domain).Where(static receiver => receiver.Length > 0).Distinct();

    // Domains of one organization need not agree.
    private async Task<bool> IsSameAsync(string domain, string receiver, CancellationToken cancel)
    {
        if (IsAtOrBelow(receiver, domain) || IsAtOrBelow(domain, receiver)) return true;
        // They can have a parent in common only if they end with the same labels.
        if (LastLabels(domain) != LastLabels(receiver)) return false;
        return await discovery.FindOrganizationAsync(domain, cancel).ConfigureAwait(false) == await discovery.FindOrganizationAsync(receiver, cancel).ConfigureAwait(false);
    }

    private static bool IsAtOrBelow(string name, string parent) => name == parent || name.EndsWith("." + parent, StringComparison.Ordinal);

    private static string LastLabels(string name) => string.Join('.', name.Split('.').TakeLast(2));
}
