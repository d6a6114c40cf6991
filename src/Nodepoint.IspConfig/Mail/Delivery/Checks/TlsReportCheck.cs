namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Looks for TLS-RPT, which asks senders for reports about encryption (RFC 8460). It is optional.</summary>
internal sealed class TlsReportCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "TLS-RPT";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (await context.IsWithoutMailAsync(cancel).ConfigureAwait(false)) return this.NotApplicable("the domain receives no mail");
        var records = (await context.Dns.TextsAsync($"_smtp._tls.{context.Domain}", cancel).ConfigureAwait(false)).Where(static text => text.StartsWith("v=TLSRPTv1", StringComparison.Ordinal)).ToList();
        if (records.Count == 0) return this.NotApplicable("not used", $"Optional: with a TXT record at _smtp._tls.{context.Domain}, senders report when encryption fails (RFC 8460).");
        if (records.Count > 1) return this.Warn($"{records.Count} records at _smtp._tls.{context.Domain}", "Senders ignore all of them (RFC 8460 3). Remove all but one with Remove-NpDnsRecord.");
        return records[0].Split(';').Any(static tag => tag.Trim() is var one && (one.StartsWith("rua=mailto:", StringComparison.OrdinalIgnoreCase) || one.StartsWith("rua=https://", StringComparison.OrdinalIgnoreCase)))
            ? this.Pass(records[0]) : this.Warn(records[0], "The record does not say where reports go. Add rua=mailto: and an email address.", "rua=");
    }
}
