using System.Globalization;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that the mail server offers STARTTLS, with a certificate for its name that is valid (RFC 3207).</summary>
internal sealed class StartTlsCheck : IMailCheck
{
    private const int FewDays = 14;

    /// <inheritdoc/>
    public string Name => "STARTTLS";

    /// <inheritdoc/>
    public Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel) => ServerCheck.AskAsync(this, context, (_, host, answer) => Task.FromResult(Judge(context, host, answer)), cancel);

    private MailCheck Judge(DeliveryContext context, string host, SmtpAnswer answer)
    {
        if (!answer.OffersTls) return this.Fail("not offered", "Mail to the domain is sent without encryption. Enable TLS on the mail server (Postfix: smtpd_tls_security_level = may, and a certificate).", "STARTTLS");
        if (answer.Certificate is not { } certificate) return this.Fail($"offered, but it fails: {answer.TlsProblem}", "Check the certificate and the key of the mail server.", "STARTTLS");
        var now = context.Options.Time.GetUtcNow();
        var names = certificate.Names.Count > 0 ? string.Join(", ", certificate.Names.Take(3)) : "no name";
        var days = (int)Math.Floor((certificate.NotAfter - now).TotalDays);
        if (certificate.NotAfter < now) return this.Fail(string.Create(CultureInfo.InvariantCulture, $"certificate for {names} expired on {certificate.NotAfter:yyyy-MM-dd}"), "Renew the certificate of the mail server.", host);
        if (certificate.NotBefore > now) return this.Fail(string.Create(CultureInfo.InvariantCulture, $"certificate for {names} is not valid before {certificate.NotBefore:yyyy-MM-dd}"), "Check the clocks of this computer and of the mail server.", host);
        var found = string.Create(CultureInfo.InvariantCulture, $"{answer.TlsVersion}, certificate for {names}, {days} days left");
        if (!certificate.Covers(host)) return this.Fail(found, $"Use a certificate for {host}.", host);
        if (days < FewDays) return this.Warn(found, "Renew the certificate of the mail server.", host);
        // Mail servers encrypt whoever has signed the certificate; only those that use MTA-STS check it.
        return this.Pass(found) with { Advice = certificate.ChainProblem.Length > 0 ? $"This computer does not trust the issuer ({certificate.ChainProblem}). Senders need that only with MTA-STS." : "" };
    }
}
