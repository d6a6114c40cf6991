using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Mail.Spf;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that SPF allows the mail server to send mail of the domain (RFC 7208).</summary>
/// <param name="evaluator">Evaluates SPF.</param>
internal sealed class SenderPolicyCheck(SpfEvaluator evaluator) : IMailCheck
{
    private const string NoSender = "v=spf1 -all";

    /// <inheritdoc/>
    public string Name => "SPF";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (context.MailDomain is { RelayHost.Length: > 0 } relayed)
            return this.NotApplicable($"mail is sent through {relayed.RelayHost}", $"Which addresses it sends from is not known. Test one: Test-NpSpf {context.Domain} <address>");
        if (await context.IsWithoutMailAsync(cancel).ConfigureAwait(false)) return await WithoutMailAsync(context, cancel).ConfigureAwait(false);
        var addresses = await context.AddressesAsync(cancel).ConfigureAwait(false);
        if (addresses.Count == 0) return this.NotApplicable("the address of the mail server is not known", "Specify -MailHost, or set it for the platform: Set-NpPlatform -MailHost");
        var host = await context.HostAsync(cancel).ConfigureAwait(false);
        var results = new List<MailCheck>();
        foreach (var address in addresses)
        {
            var evaluation = await evaluator.EvaluateAsync(SpfQuery.Of(context.Domain, address, null, host), cancel).ConfigureAwait(false);
            results.Add(await JudgeAsync(context, evaluation, address, cancel).ConfigureAwait(false));
        }

        return CheckResult.Join(results);
    }

    private async Task<MailCheck> JudgeAsync(DeliveryContext context, SpfEvaluation evaluation, IPAddress address, CancellationToken cancel)
    {
        var wanted = $"Pass for {address}";
        switch (evaluation.Result)
        {
            case SpfResult.Pass:
                return await JudgePolicyAsync(context, evaluation.Record, cancel).ConfigureAwait(false);
            case SpfResult.TempError:
                return this.Unknown($"not checked: {evaluation.Problem.TrimEnd('.')}", "Check the name servers with Test-NpDnsZone, or specify other resolvers with -Server.");
            case SpfResult.PermError:
                return this.Fail($"{evaluation.Record}: {evaluation.Problem.TrimEnd('.')}", $"Receivers treat the policy as an error. Replace it with one that is valid: Set-NpSpf {context.Domain} -Record <policy>", wanted);
            case SpfResult.None:
                var change = context.Options.SpfPolicy is { } policy ? new SpfChange(context.Domain) { Record = policy } : new SpfChange(context.Domain) { Add = ["mx"] };
                var line = change.Record is null ? $"Set-NpSpf {context.Domain} -Add mx" : $"Set-NpSpf {context.Domain} -Record {DeliveryPanel.Quote(change.Record)}";
                return await FixAsync(context, this.Fail("no SPF record", "", wanted), new MailFix.SenderPolicy(line, change), $"add the TXT record {change.Record ?? "v=spf1 mx ~all"}", cancel).ConfigureAwait(false);
            default:
                var term = $"{(address.AddressFamily == AddressFamily.InterNetwork ? "ip4" : "ip6")}:{address}";
                // The server that receives the mail of another provider's domain need not be one that sends it.
                if (context.Options.MailHost is null) return this.Fail($"{evaluation.Result} for {address}: {evaluation.Record}", $"If mail is sent from this address, which the MX record leads to: Set-NpSpf {context.Domain} -Add {term}. Otherwise specify -MailHost.", wanted);
                if (DenyingTerm(evaluation.Mechanism, term) is { } denying) return this.Fail($"{evaluation.Result} for {address} because of {denying}: {evaluation.Record}", $"{denying} stands before everything that is added. If mail is sent from this address, change or remove that term: Set-NpSpf {context.Domain} -Remove {DeliveryPanel.Quote(denying)} -Add {term}", wanted);
                var addition = new MailFix.SenderPolicy($"Set-NpSpf {context.Domain} -Add {term}", new SpfChange(context.Domain) { Add = [term] });
                return await FixAsync(context, this.Fail($"{evaluation.Result} for {address}: {evaluation.Record}", "", wanted), addition, $"add {term} to the SPF record", cancel).ConfigureAwait(false);
        }
    }

    // The address is allowed. What other receivers or other addresses meet is a matter of the whole policy.
    private async Task<MailCheck> JudgePolicyAsync(DeliveryContext context, string text, CancellationToken cancel)
    {
        if (SpfCheck.Find(text, context.Domain + ".").FirstOrDefault() is { } flaw) return this.Warn(text, $"The policy {flaw.Text}.");
        var record = SpfRecord.Parse(text);
        var lookups = await new SpfLookupCounter(context.Dns.TextsAsync).CountAsync(record, context.Domain, cancel).ConfigureAwait(false);
        if (lookups.Errors is [var error, ..]) return this.Warn(text, $"Mail from addresses that are named late in the policy fails. {error}");
        return record is { All: null, Redirect: null } or { All.Result: SpfResult.Neutral }
            ? this.Warn(text, $"The policy does not say what to do with mail from other servers: Set-NpSpf {context.Domain} -All Fail or -All SoftFail", "-all or ~all")
            : this.Pass(text);
    }

    // A mechanism before all that denies the address, although it is not the one that would be added.
    private static string? DenyingTerm(string mechanism, string added)
        => mechanism.Length == 0 || SpfRecord.ParseTerm(mechanism) is SpfMechanism { Kind: SpfMechanismKind.All } || mechanism.TrimStart('-', '~', '?').Equals(added, StringComparison.OrdinalIgnoreCase) ? null : mechanism;

    // What the zone on the panel has already is not written again.
    private static async Task<MailCheck> FixAsync(DeliveryContext context, MailCheck check, MailFix.SenderPolicy fix, string elsewhere, CancellationToken cancel)
    {
        if (await context.Panel.ZoneOfAsync(context.Domain, cancel).ConfigureAwait(false) is not { } zone) return check with { Advice = $"The panel does not have the zone. Where it is, {elsewhere}." };
        var policies = (await context.Panel.RecordsAsync(context.Domain, DnsRecordType.TXT, cancel).ConfigureAwait(false)).Select(DomainTexts.TextOf).Where(SpfRecord.IsSpf).ToList();
        var isThere = policies is [var only] && (fix.Change.Record is { } record ? only == record : fix.Change.Add.All(term => only.Split(' ').Contains(term, StringComparer.OrdinalIgnoreCase)));
        return isThere ? check with { Advice = DeliveryPanel.NotServed(zone) } : DeliveryPanel.With(check, fix);
    }

    private async Task<MailCheck> WithoutMailAsync(DeliveryContext context, CancellationToken cancel)
    {
        var policies = (await context.Dns.TextsAsync(context.Domain, cancel).ConfigureAwait(false)).Where(SpfRecord.IsSpf).ToList();
        const string advice = "A domain that receives no mail can say that it sends none either, with the TXT record v=spf1 -all";
        if (policies.Count > 1) return this.Fail(string.Join("; ", policies), $"Receivers treat several SPF records as an error. {advice}.", NoSender);
        if (policies.Count == 0) return this.Warn("no SPF record", advice, NoSender);
        if (SpfCheck.Find(policies[0], context.Domain + ".").FirstOrDefault() is { } flaw) return this.Fail(policies[0], $"The policy {flaw.Text}.", NoSender);
        return policies[0].EndsWith("-all", StringComparison.OrdinalIgnoreCase) ? this.Pass(policies[0]) : this.Warn(policies[0], advice, NoSender);
    }
}
