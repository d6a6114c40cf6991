using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>What a hosted domain is to have.</summary>
/// <param name="Domain">The domain, in punycode and without a trailing dot.</param>
/// <param name="Client">The client that owns it, with the values that it gets if it has to be created.</param>
internal sealed record HostedDomainRequest(string Domain, Client Client)
{
    /// <summary>The columns of <see cref="Client"/> that are specified.</summary>
    public ColumnSet ClientGiven { get; init; }

    /// <summary>What a client that has to be created gets because it is not specified, in words; null for nothing.</summary>
    public string? ClientDefaults { get; init; }

    /// <summary>The name servers, in punycode and without a trailing dot.</summary>
    public IReadOnlyList<string> NameServers { get; init; } = [];

    /// <summary>The email address of the zone's administrator; empty for hostmaster at the domain.</summary>
    public string HostMaster { get; init; } = "";

    /// <summary>The addresses of the domain and of www.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The mail exchangers: preference and host name, such as <c>10 mail.example.com</c>.</summary>
    public IReadOnlyList<string> MailExchangers { get; init; } = [];

    /// <summary>Whether the mail of the domain is signed.</summary>
    public bool HasDkim { get; init; }

    /// <summary>The SPF policy; null for none.</summary>
    public string? SpfPolicy { get; init; }

    /// <summary>The DMARC policy; null for none.</summary>
    public string? DmarcPolicy { get; init; }

    /// <summary>The addresses of the mailboxes.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = [];

    /// <summary>Whether the domain gets a website.</summary>
    public bool HasWebsite { get; init; }

    /// <summary>The name of the website's FTP user, without the prefix of the panel; null for none.</summary>
    public string? FtpUser { get; init; }

    /// <summary>The IDs of the panel's servers, by mail, web, and dns; those that are missing are the client's.</summary>
    public IReadOnlyDictionary<string, int> ServerIds { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether what was made is kept when a later step fails.</summary>
    public bool KeepPartial { get; init; }
}
