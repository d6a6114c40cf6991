namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>What a step of a hosted domain is about, in the order in which the steps are made.</summary>
public enum HostedDomainStepKind
{
    /// <summary>The client that owns the domain.</summary>
    Client,

    /// <summary>The DNS zone with its SOA record.</summary>
    Zone,

    /// <summary>An NS record of the zone.</summary>
    NameServer,

    /// <summary>An A or AAAA record of the domain or of www.</summary>
    Address,

    /// <summary>An MX record.</summary>
    MailExchanger,

    /// <summary>The mail domain.</summary>
    MailDomain,

    /// <summary>The DKIM key of the mail domain and its TXT record.</summary>
    Dkim,

    /// <summary>The SPF policy.</summary>
    Spf,

    /// <summary>The DMARC policy.</summary>
    Dmarc,

    /// <summary>A mailbox.</summary>
    Mailbox,

    /// <summary>The website.</summary>
    Website,

    /// <summary>The FTP user of the website.</summary>
    FtpUser,
}
