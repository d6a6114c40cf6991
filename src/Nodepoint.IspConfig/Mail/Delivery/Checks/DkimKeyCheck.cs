using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that mail is signed, and that the published key is the panel's (RFC 6376, RFC 8301).</summary>
internal sealed class DkimKeyCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "DKIM";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (context.MailDomain is not { } domain) return this.NotApplicable($"{context.Domain} is not a mail domain on the panel");
        var key = DkimStatus.KeyOf(domain);
        if (!domain.Dkim || key is null) return await SignAsync(context, this.Fail(domain.Dkim ? "the key on the panel cannot be read" : "mail is not signed", "", "a signature"), cancel).ConfigureAwait(false);
        var name = $"{domain.DkimSelector}._domainkey.{domain.Domain}";
        var texts = await context.Dns.TextsAsync(name, cancel).ConfigureAwait(false);
        var wanted = DkimRecord.For(key).Value;
        if (texts.Count == 0) return await SignAsync(context, this.Fail($"no key at {name}", "", wanted), cancel).ConfigureAwait(false);
        if (texts.Count > 1) return this.Fail(string.Create(CultureInfo.InvariantCulture, $"{texts.Count} TXT records at {name}"), "Receivers use any of them. Remove the wrong ones with Remove-NpDnsRecord.", wanted);
        DkimRecord published;
        try { published = DkimRecord.Parse(texts[0]); }
        catch (RuleException problem) { return await SignAsync(context, this.Fail($"{name}: {problem.Message}", "", wanted), cancel).ConfigureAwait(false); }

        if (published.IsRevoked) return await SignAsync(context, this.Fail($"the key at {name} is revoked", "", wanted), cancel).ConfigureAwait(false);
        if (!published.Matches(key)) return await SignAsync(context, this.Fail($"the key at {name} is not the panel's", "", wanted), cancel).ConfigureAwait(false);
        if (published.FindProblems().FirstOrDefault(static problem => !problem.IsAdvice) is { } unusable && key.Bits >= DkimKeyPair.ShortestBits)
            return this.Fail($"the record at {name} {unusable.Text}", $"Correct the TXT record with Set-NpDnsRecord.", wanted);
        var found = string.Create(CultureInfo.InvariantCulture, $"selector {domain.DkimSelector}, {published.KeyType} {key.Bits} bits");
        if (published.IsTesting) return this.Fail($"{found}, in test mode (t=y)", $"Receivers treat the mail as if it was not signed (RFC 6376 3.6.1). Change the TXT record {name} with Set-NpDnsRecord to the wanted value, which has no t=y.", wanted);
        if (key.Bits >= DkimKeyPair.DefaultBits) return this.Pass(found);
        var advice = $"Change to a longer key with another selector: Set-NpDkim {context.Domain} -Rotate -Selector <new>";
        return key.Bits < DkimKeyPair.ShortestBits
            ? this.Fail(found, string.Create(CultureInfo.InvariantCulture, $"Receivers do not accept keys of less than {DkimKeyPair.ShortestBits} bits (RFC 8301). {advice}"), wanted)
            : this.Warn(found, string.Create(CultureInfo.InvariantCulture, $"Keys of at least {DkimKeyPair.DefaultBits} bits are advised (RFC 8301). {advice}"), wanted);
    }

    private static async Task<MailCheck> SignAsync(DeliveryContext context, MailCheck check, CancellationToken cancel)
    {
        if (await context.Panel.ZoneOfAsync(context.Domain, cancel).ConfigureAwait(false) is not { } zone)
            return check with { Advice = $"The panel does not have the zone. Run Set-NpDkim {context.Domain} -NoRecord -PassThru, and add the TXT record that it shows where the zone is." };
        return await IsOnPanelAsync(context, cancel).ConfigureAwait(false) ? check with { Advice = DeliveryPanel.NotServed(zone) } : DeliveryPanel.With(check, new MailFix.Signing($"Set-NpDkim {context.Domain}", context.Domain));
    }

    // Then there is nothing to change on the panel.
    private static async Task<bool> IsOnPanelAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (context.MailDomain is not { Dkim: true } domain || DkimStatus.KeyOf(domain) is not { } key) return false;
        var records = await context.Panel.RecordsAsync($"{domain.DkimSelector}._domainkey.{domain.Domain}", DnsRecordType.TXT, cancel).ConfigureAwait(false);
        return records is [var only] && DkimRecord.TryParse(DomainTexts.TextOf(only), out var published) && published.IsUsable && published.Matches(key);
    }
}
