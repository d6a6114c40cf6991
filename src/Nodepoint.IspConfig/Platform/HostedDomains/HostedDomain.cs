using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>A customer's domain as a whole: what belongs to it on the panel, and whether that fits together. Live DNS is not asked.</summary>
/// <param name="Domain">The domain, in punycode.</param>
[ResultOf(typeof(MailDomain))]
public sealed record HostedDomain(string Domain) : IPanelResult
{
    /// <summary>The user name of the client that owns it; empty for the administrator, null if it is not known.</summary>
    public string? Client { get; init; }

    /// <summary>The worst state of its parts.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Whether the panel has a zone for it.</summary>
    public bool HasZone { get; init; }

    /// <summary>The serial of the zone; null if it has none.</summary>
    public long? Serial { get; init; }

    /// <summary>The name servers in the zone.</summary>
    public string[] NameServers { get; init; } = [];

    /// <summary>The IPv4 and IPv6 addresses of the domain in the zone.</summary>
    public string[] Addresses { get; init; } = [];

    /// <summary>The mail exchangers in the zone, with their preferences.</summary>
    public string[] MailExchangers { get; init; } = [];

    /// <summary>Whether it is a mail domain.</summary>
    public bool HasMailDomain { get; init; }

    /// <summary>The addresses of its mailboxes.</summary>
    public string[] Mailboxes { get; init; } = [];

    /// <summary>Whether it has a website.</summary>
    public bool HasWebsite { get; init; }

    /// <summary>The names of the FTP users of its website.</summary>
    public string[] FtpUsers { get; init; } = [];

    /// <summary>Whether mail is signed with a key that the zone publishes; null if it is not a mail domain or the panel does not have the zone.</summary>
    public Verdict? Dkim { get; init; }

    /// <summary>Whether the zone has an SPF policy that receivers can use; null if the panel does not have the zone.</summary>
    public Verdict? Spf { get; init; }

    /// <summary>Whether the zone has a DMARC policy that receivers can use; null if the panel does not have the zone.</summary>
    public Verdict? Dmarc { get; init; }

    /// <summary>What is missing or wrong, and what to do.</summary>
    public string[] Problems { get; init; } = [];

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The domain.</summary>
    /// <returns>The domain.</returns>
    public override string ToString() => Domain;
}
