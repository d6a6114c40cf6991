using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The objects of the panel that have the name of a domain.</summary>
/// <param name="Domain">The domain, in punycode.</param>
internal sealed record DomainParts(string Domain)
{
    /// <summary>The zone; null for none.</summary>
    public DnsZone? Zone { get; init; }

    /// <summary>The mail domain; null for none.</summary>
    public MailDomain? MailDomain { get; init; }

    /// <summary>The website; null for none.</summary>
    public Website? Website { get; init; }

    /// <summary>Those that there are.</summary>
    public IEnumerable<PanelObject> Objects => new PanelObject?[] { Zone, MailDomain, Website }.OfType<PanelObject>();
}
