using System.Globalization;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>The certificate of a service.</summary>
/// <param name="Subject">Who it is for, such as <c>CN=mail.example.com</c>.</param>
/// <param name="Names">The host names that it is for, perhaps with wildcards.</param>
/// <param name="Issuer">Who has signed it.</param>
/// <param name="NotAfter">When it expires.</param>
/// <param name="DaysLeft">How many whole days are left until then; negative if it is expired.</param>
/// <param name="IsTrusted">Whether this computer, or the specified authority, trusts the issuer.</param>
public sealed record ServiceCertificate(string Subject, string[] Names, string Issuer, DateTimeOffset NotAfter, int DaysLeft, bool IsTrusted)
{
    /// <summary>The names and the days left.</summary>
    /// <returns>Such as <c>mail.example.com, 89 days left</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Names.Length > 0 ? Names[0] : Subject)}, {DaysLeft} days left");
}
