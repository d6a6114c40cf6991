using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The change of a mail domain from its key to a new one, while mail that was signed with the old one can still be verified.</summary>
/// <param name="Domain">The mail domain.</param>
/// <param name="Selector">The selector of the new key.</param>
internal sealed record DkimRotation(Reference<MailDomain> Domain, string Selector)
{
    /// <summary>The length of the new key in bits, from 1024 to 4096.</summary>
    public int KeyLength { get; init; } = DkimKeyPair.DefaultBits;

    /// <summary>How long the record of the old key is kept at least, from the time when the new key is in use.</summary>
    public TimeSpan KeepOldFor { get; init; } = DefaultKeepOldFor;

    /// <summary>How long an old key is kept if nobody says.</summary>
    public static TimeSpan DefaultKeepOldFor => TimeSpan.FromDays(7);
}
