using System.Globalization;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>An MX record.</summary>
/// <param name="Preference">The preference.</param>
/// <param name="Host">The host name in lower case, without a trailing dot; empty for a null MX (RFC 7505).</param>
internal sealed record MailExchange(int Preference, string Host)
{
    /// <summary>Whether it says that the domain receives no mail.</summary>
    public bool IsNull => Host.Length == 0;

    /// <summary>The preference and the host.</summary>
    /// <returns>Such as <c>10 mail.example.com</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Preference} {(IsNull ? "." : Host)}");
}
