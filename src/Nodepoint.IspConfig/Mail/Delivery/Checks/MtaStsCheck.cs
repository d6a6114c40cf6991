namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Looks for MTA-STS, which makes senders insist on encryption (RFC 8461). It is optional.</summary>
internal sealed class MtaStsCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "MTA-STS";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (await context.IsWithoutMailAsync(cancel).ConfigureAwait(false)) return this.NotApplicable("the domain receives no mail");
        var records = (await context.Dns.TextsAsync($"_mta-sts.{context.Domain}", cancel).ConfigureAwait(false)).Where(static text => text.StartsWith("v=STSv1", StringComparison.Ordinal)).ToList();
        if (records.Count == 0) return this.NotApplicable("not used", "Optional: with MTA-STS, senders insist on encryption and check the certificate (RFC 8461).");
        if (records.Count > 1) return this.Warn($"{records.Count} records at _mta-sts.{context.Domain}", "Senders ignore all of them (RFC 8461 3.1). Remove all but one with Remove-NpDnsRecord.");
        if (!records[0].Split(';').Any(static tag => tag.Trim().StartsWith("id=", StringComparison.Ordinal) && tag.Trim().Length > 3)) return this.Warn(records[0], "The record needs an ID, such as v=STSv1; id=20270101.", "id=");
        var host = await context.Servers.AddressesAsync($"mta-sts.{context.Domain}", cancel).ConfigureAwait(false);
        return host.Addresses.Count > 0 ? this.Pass(records[0]) : this.Warn($"{records[0]}, but mta-sts.{context.Domain} has no address", $"Senders read the policy from https://mta-sts.{context.Domain}/.well-known/mta-sts.txt. Add the host and the file, or remove the record.");
    }
}
