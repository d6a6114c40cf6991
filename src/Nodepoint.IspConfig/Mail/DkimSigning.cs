using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The key with which the mail of a domain is to be signed.</summary>
/// <param name="Domain">The mail domain.</param>
public sealed record DkimSigning(Reference<MailDomain> Domain)
{
    /// <summary>The selector; null for the mail domain's current selector.</summary>
    public string? Selector { get; init; }

    /// <summary>The key; null for the current key, or for a generated one if the selector is new.</summary>
    public DkimKeyPair? Key { get; init; }

    /// <summary>The length of a generated key in bits, from 1024 to 4096.</summary>
    public int KeyLength { get; init; } = DkimKeyPair.DefaultBits;

    /// <summary>Whether a key is generated even if there is a usable one.</summary>
    public bool NewKey { get; init; }

    /// <summary>Whether the key is set without a TXT record if the panel does not have a zone for the domain.</summary>
    public bool WithoutRecord { get; init; }
}
