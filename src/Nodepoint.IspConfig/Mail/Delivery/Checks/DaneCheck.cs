using System.Globalization;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Looks for DANE, which says by DNSSEC which certificate the mail server has (RFC 7672). It is optional, but a wrong record stops mail.</summary>
internal sealed class DaneCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "DANE";

    /// <inheritdoc/>
    public Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel) => FindAsync(context, cancel);

    private async Task<MailCheck> FindAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (await ServerCheck.WhyNotAsync(this, context, cancel).ConfigureAwait(false) is { } skipped) return skipped;
        var host = (await context.HostAsync(cancel).ConfigureAwait(false))!;
        var name = $"_25._tcp.{host}";
        var response = await context.Dns.Resolver.ResolveAsync(name, DnsQueryType.TLSA, cancel).ConfigureAwait(false);
        var records = response.Answers.Where(static record => record.Type == DnsQueryType.TLSA).Select(static record => record.Data).ToList();
        if (records.Count == 0) return this.NotApplicable("not used", "Optional: with DNSSEC and a TLSA record, senders check the certificate without an authority (RFC 7672).");
        return await ServerCheck.AskAsync(this, context, (_, _, answer) => Task.FromResult(Judge(name, records, answer)), cancel).ConfigureAwait(false);
    }

    private MailCheck Judge(string name, List<byte[]> records, SmtpAnswer answer)
    {
        if (answer.Certificate is not { } certificate) return this.Fail($"{name} has a TLSA record, but the server has no TLS", "Senders that use DANE do not deliver mail (RFC 7672 2.2). Enable TLS, or remove the TLSA record.");
        // Usage 3 is the server's own certificate; for usage 2, an authority in its chain, only the sender's look at the chain tells.
        var found = string.Create(CultureInfo.InvariantCulture, $"{records.Count} TLSA record{(records.Count == 1 ? "" : "s")} at {name}");
        if (records.Exists(record => Matches(record, certificate))) return this.Pass(found);
        if (records.Exists(static record => record is [2, ..])) return this.NotApplicable($"{found}, for an authority", "Whether the certificate is of this authority is not checked.");
        var wanted = string.Create(CultureInfo.InvariantCulture, $"3 1 1 {Convert.ToHexString(SHA256.HashData(certificate.PublicKey)).ToLowerInvariant()}");
        return records.Exists(static record => record is [3, ..])
            ? this.Fail($"{found}; none matches the certificate", "Senders that use DANE do not deliver mail. Replace the TLSA record with Set-NpDnsRecord.", wanted)
            : this.Warn($"{found}, of usage {records[0].FirstOrDefault()}", "Mail servers do not use TLSA records of usages 0 and 1, so they protect nothing (RFC 7672 3.1.3). Replace the record with Set-NpDnsRecord.", wanted);
    }

    // RFC 6698 2.1: usage, selector, matching type, data.
    private static bool Matches(byte[] record, ServerCertificate certificate)
    {
        if (record is not [3, var selector, var matching, .. var data]) return false;
        var part = selector == 1 ? certificate.PublicKey : certificate.Data;
        var wanted = matching switch { 0 => part, 1 => SHA256.HashData(part), 2 => SHA512.HashData(part), _ => [] };
        return wanted.Length > 0 && data.AsSpan().SequenceEqual(wanted);
    }
}
