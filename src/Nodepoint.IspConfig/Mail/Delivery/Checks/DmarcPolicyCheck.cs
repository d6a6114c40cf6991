using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Policies;

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
            return await context.Panel.AddAsync(this.Fail("no DMARC record", "", policy), $"_dmarc.{context.Domain}", DnsRecordType.TXT, policy, null, $"The panel does not have the zone. Where it is, add the TXT record _dmarc.{context.Domain}: {policy}", cancel).ConfigureAwait(false);
        }

        if (records.Count > 1) return this.Fail($"{records.Count} DMARC records at _dmarc.{owner}", "Receivers ignore all of them (RFC 7489 6.6.3). Remove all but one with Remove-NpDnsRecord.");
        var found = owner == context.Domain ? records[0] : $"{records[0]} (of {owner})";
        if (DmarcCheck.Find(records[0]).FirstOrDefault(static problem => !problem.IsAdvice) is { } error) return this.Fail(found, $"The policy {error.Text}.");
        if (await context.IsWithoutMailAsync(cancel).ConfigureAwait(false)) return this.Pass(found);

        var (sender, key) = (await spf().ConfigureAwait(false), await dkim().ConfigureAwait(false));
        // Both are of the domain itself, so that they are aligned, relaxed or strict (RFC 7489 3.1).
        if (IsPassed(sender) || IsPassed(key)) return this.Pass(found);
        if (sender.IsUnknown || key.IsUnknown) return this.Unknown($"{found}; whether mail passes it is not known", "SPF and DKIM were not checked. Correct what their checks say.");
        return this.Fail($"{found}; mail passes neither SPF nor DKIM", "Correct SPF or DKIM, so that mail from the domain passes the policy.", "SPF or DKIM that passes for the domain");
    }

    private static bool IsPassed(MailCheck check) => check.State is CheckState.Pass or CheckState.Warn;

    // The policy of a parent domain applies to its subdomains.
    private static async Task<(string Owner, IReadOnlyList<string> Records)> FindAsync(DeliveryContext context, CancellationToken cancel)
    {
        for (var name = context.Domain; name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var records = (await context.Dns.TextsAsync($"_dmarc.{name}", cancel).ConfigureAwait(false)).Where(static text => text.TrimStart().StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase)).ToList();
            if (records.Count > 0) return (name, records);
        }

        return (context.Domain, []);
    }
}
