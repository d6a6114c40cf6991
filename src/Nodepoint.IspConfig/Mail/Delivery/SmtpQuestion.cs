namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What a mail server is asked.</summary>
/// <param name="Host">The name of the server, for TLS.</param>
/// <param name="Helo">The name that this computer gives (EHLO).</param>
/// <param name="Foreign">An email address of a domain that the server does not receive mail for.</param>
/// <param name="Timeout">How long to wait in all.</param>
internal sealed record SmtpQuestion(string Host, string Helo, string Foreign, TimeSpan Timeout)
{
    /// <summary>Whether TLS begins with the connection (RFC 8314 3.3), not with STARTTLS.</summary>
    public bool IsTlsFirst { get; init; }
}
