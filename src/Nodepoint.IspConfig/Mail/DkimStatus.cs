using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The DKIM state of a mail domain: the key on the panel and the record in the zone (RFC 6376).</summary>
/// <param name="Domain">The mail domain.</param>
/// <param name="Enabled">Whether mail is signed.</param>
/// <param name="Selector">The selector.</param>
/// <param name="Bits">The length of the key in bits; 0 if there is no key that can be read.</param>
/// <param name="RecordName">The fully qualified name of the TXT record.</param>
/// <param name="RecordValue">The value that the TXT record should have.</param>
/// <param name="Published">Whether the zone on the panel has that record; null if the panel does not have the zone.</param>
[ResultOf(typeof(MailDomain))]
public sealed record DkimStatus(string Domain, bool Enabled, string Selector, int Bits, string RecordName, string RecordValue, bool? Published) : IPanelResult
{
    /// <summary>What receivers of mail find wrong with the record in the zone on the panel; empty if they can use it, and if the panel does not have the zone.</summary>
    public string[] Problems { get; init; } = [];

    PanelOrigin IPanelResult.Origin { get; set; }

    internal static DkimKeyPair? KeyOf(MailDomain domain)
    {
        if (domain.DkimPrivateKey is null) return null;
        // The panel stores any text as a key.
        try { return DkimKeyPair.FromPem(SecretText.Reveal(domain.DkimPrivateKey)); }
        catch (RuleException) { return null; }
    }
}

/// <summary>A new DKIM key pair and the record that publishes it.</summary>
/// <param name="Selector">The selector.</param>
/// <param name="Bits">The length of the key in bits.</param>
/// <param name="PrivateKey">The private key in PEM form.</param>
/// <param name="PublicKey">The public key in PEM form.</param>
/// <param name="RecordName">The name of the TXT record within its zone.</param>
/// <param name="RecordValue">The value that the TXT record should have.</param>
public sealed record DkimKey(string Selector, int Bits, System.Security.SecureString PrivateKey, string PublicKey, string RecordName, string RecordValue);
