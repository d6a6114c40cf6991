using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Mail.Dmarc;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks the DMARC policy, and that mail from the domain passes it (RFC 7489).</summary>
/// <param name="spf">The result for SPF, of the address that the domain's mail is sent from.</param>
/// <param name="dkim">The result for DKIM, with a signature of the domain.</param>
internal sealed class DmarcPolicyCheck(Func<Task<MailCheck>> spf, Func<Task<MailCheck>> dkim) : IMailCheck
{
    private const string NoPolicy = "v=DMARC1; p=none";

    /// <inheritdoc/>
    public string Name => "DMARC";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        var (owner, records) = await FindAsync(context, cancel).ConfigureAwait(false);
        if (records.Count == 0)
        {
            var policy = context.Options.DmarcPolicy ?? NoPolicy;
            var check = await context.Panel.AddAsync(this.Fail("no DMARC record", "", policy), $"_dmarc.{context.Domain}", DnsRecordType.TXT, policy, null, $"The panel does not have the zone. Where it is, add the TXT record _dmarc.{context.Domain}: {policy}", cancel).ConfigureAwait(false);
            return check.Changes.Count == 0 || context.Options.DmarcPolicy is not null ? check
                : DeliveryPanel.With(check, new MailFix.ReceiverPolicy($"Set-NpDmarc {context.Domain} -Policy None", new DmarcChange(context.Domain) { Policy = DmarcAction.None }));
        }

        if (records.Count > 1) return this.Fail($"{records.Count} DMARC records at _dmarc.{owner}", "Receivers ignore all of them (RFC 7489 6.6.3). Remove all but one with Remove-NpDnsRecord.");
        var found = owner == context.Domain ? records[0] : $"{records[0]} (of {owner})";
        var problems = DmarcCheck.Find(records[0]).ToList();
        if (problems.Find(static problem => problem.IsFatal) is { } error) return this.Fail(found, $"The policy {error.Text}.");
        var used = problems.Find(static problem => problem.IsOfPart) is { } part ? this.Warn(found, $"The policy {part.Text}. Until then, receivers use the policy without this part.")
            : await JudgeReportsAsync(context, owner, DmarcRecord.Parse(records[0]), found, cancel).ConfigureAwait(false);
        if (await context.IsWithoutMailAsync(cancel).ConfigureAwait(false)) return used;

        var (sender, key) = (await spf().ConfigureAwait(false), await dkim().ConfigureAwait(false));
        // Both are of the domain itself, so that they are aligned, relaxed or strict (RFC 7489 3.1).
        if (IsPassed(sender) || IsPassed(key)) return used;
        if (sender.State == CheckState.Skip || key.IsUnknown) return this.Unknown($"{found}; whether mail passes it is not known", "SPF or DKIM was not checked, as their checks say.");
        return this.Fail($"{found}; mail passes neither SPF nor DKIM", "Correct SPF or DKIM, so that mail from the domain passes the policy.", "SPF or DKIM that passes for the domain");
    }

    private async Task<MailCheck> JudgeReportsAsync(DeliveryContext context, string owner, DmarcRecord record, string found, CancellationToken cancel)
    {
        var texts = new PublishedTexts(context.Panel.Texts, context.Dns.Resolver);
        var missing = await context.Panel.CallAsync(() => new ReportAuthorization(texts, new DmarcDiscovery(texts)).FindMissingAsync(owner, record, cancel), cancel).ConfigureAwait(false);
        return missing is [] ? this.Pass(found) : this.Warn(found, string.Join(" ", missing.Select(one => DmarcReader.Describe(owner, one.Receiver, one.Unknown))));
    }

    private static bool IsPassed(MailCheck check) => check.State is CheckState.Pass or CheckState.Warn;

    // Without a record of its own, the policy of the organizational domain applies (RFC 7489 6.6.3).
    private static async Task<(string Owner, IReadOnlyList<string> Records)> FindAsync(DeliveryContext context, CancellationToken cancel)
    {
        var own = await RecordsAsync(context, context.Domain, cancel).ConfigureAwait(false);
        if (own.Count > 0) return (context.Domain, own);
        var organization = await context.Panel.CallAsync(() => new DmarcDiscovery(new PublishedTexts(context.Panel.Texts, context.Dns.Resolver)).FindOrganizationAsync(context.Domain, cancel), cancel).ConfigureAwait(false);
        return organization == context.Domain ? (organization, []) : (organization, await RecordsAsync(context, organization, cancel).ConfigureAwait(false));
    }

    private static async Task<List<string>> RecordsAsync(DeliveryContext context, string domain, CancellationToken cancel)
        => [.. (await context.Dns.TextsAsync(DmarcDiscovery.NameOf(domain), cancel).ConfigureAwait(false)).Where(DmarcRecord.IsDmarc)];
}
