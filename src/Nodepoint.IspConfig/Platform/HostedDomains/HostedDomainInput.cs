using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>What is specified for a hosted domain. What is not specified is that of the platform profile.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Client">The user name of the client.</param>
internal sealed record HostedDomainInput(string Domain, string Client)
{
    private const string UsualSpf = "v=spf1 mx -all";
    private const string UsualDmarc = "v=DMARC1; p=none";

    /// <summary>The values of a client that has to be created, with its user name.</summary>
    public Client Details { get; init; } = new();

    /// <summary>The columns of <see cref="Details"/> that are specified.</summary>
    public ColumnSet Given { get; init; }

    /// <summary>The name servers; null for those of the profile.</summary>
    public IReadOnlyList<string>? NameServers { get; init; }

    /// <summary>The address of the zone's administrator; null for that of the profile.</summary>
    public string? HostMaster { get; init; }

    /// <summary>The addresses of the domain and of www; null for that of the profile.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>The mail exchangers; null for those of the profile.</summary>
    public IReadOnlyList<string>? MailExchangers { get; init; }

    /// <summary>Whether the domain gets a DKIM key.</summary>
    public bool HasDkim { get; init; }

    /// <summary>Whether the domain gets an SPF policy.</summary>
    public bool HasSpf { get; init; }

    /// <summary>The SPF policy; null for that of the profile.</summary>
    public string? SpfPolicy { get; init; }

    /// <summary>Whether the domain gets a DMARC policy.</summary>
    public bool HasDmarc { get; init; }

    /// <summary>The DMARC policy; null for that of the profile.</summary>
    public string? DmarcPolicy { get; init; }

    /// <summary>The mailboxes: names, or addresses of the domain.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = [];

    /// <summary>Whether the domain gets a website.</summary>
    public bool HasWebsite { get; init; }

    /// <summary>Whether the website gets an FTP user.</summary>
    public bool HasFtpUser { get; init; }

    /// <summary>The name of the FTP user; null for that of the domain.</summary>
    public string? FtpUserName { get; init; }

    /// <summary>Whether what was made is kept when a later step fails.</summary>
    public bool KeepPartial { get; init; }

    /// <summary>Adds the defaults, and checks all values.</summary>
    /// <param name="profile">The platform profile; null for none.</param>
    /// <param name="panel">The name of the panel, for messages.</param>
    /// <exception cref="RuleException">A value is missing or not valid.</exception>
    public HostedDomainRequest ToRequest(PlatformProfile? profile, string panel)
    {
        var domain = DomainKey.Validate(Domain, "domain");
        var username = Client.Trim();
        var values = Checked(new PlatformProfile
        {
            NameServers = NameServers ?? profile?.NameServers ?? [],
            HostMaster = HostMaster ?? profile?.HostMaster,
            MailExchangers = MailExchangers ?? (profile is { MailExchangers.Count: > 0 } ? profile.MailExchangers : profile?.MailHost is { } host ? [host] : []),
            SpfPolicy = SpfPolicy ?? (HasSpf ? profile?.SpfPolicy ?? UsualSpf : null),
            DmarcPolicy = DmarcPolicy ?? (HasDmarc ? profile?.DmarcPolicy ?? UsualDmarc : null),
        });
        var addresses = (Addresses ?? (profile?.DefaultAddress is { } usual ? [usual] : [])).Select(Address).Distinct().ToList();
        RefuseMissing(domain, panel, profile is not null, values, addresses);
        var mailboxes = Mailboxes.Select(name => MailboxOf(name, domain)).Distinct().ToList();
        var (client, defaults) = ClientOf(username, domain, mailboxes);
        return new HostedDomainRequest(domain, client)
        {
            ClientGiven = Given.With(ClientNoun.UsernameOrdinal).With(ClientNoun.ContactNameOrdinal).With(ClientNoun.EmailOrdinal), ClientDefaults = defaults,
            NameServers = values.NameServers, HostMaster = values.HostMaster ?? "", Addresses = addresses, MailExchangers = values.MailExchangers,
            HasDkim = HasDkim, SpfPolicy = values.SpfPolicy, DmarcPolicy = values.DmarcPolicy,
            Mailboxes = mailboxes, HasWebsite = HasWebsite, FtpUser = FtpUserName ?? (HasFtpUser ? domain : null),
            ServerIds = profile?.ServerIds ?? new Dictionary<string, int>(), KeepPartial = KeepPartial,
        };
    }

    // Whoever it is, the panel needs a name and an address.
    private (Client Client, string? Defaults) ClientOf(string username, string domain, List<string> mailboxes)
    {
        if (username.Length == 0) throw new RuleException(Rule.ValueMissing, $"No client is specified for {domain}. Specify its user name as -Client.");
        var client = Details with { Username = username };
        var defaults = new List<string>();
        if (client.ContactName.Length == 0)
        {
            client = client with { ContactName = client.CompanyName.Length > 0 ? client.CompanyName : username };
            defaults.Add($"the contact name '{client.ContactName}'");
        }

        if (client.Email.Length == 0)
        {
            client = client with { Email = mailboxes.Count > 0 ? mailboxes[0] : $"postmaster@{domain}" };
            defaults.Add($"the email address {client.Email}");
        }

        return (client, defaults.Count == 0 ? null : $"Client {username} gets {string.Join(" and ", defaults)}, because nothing else is specified. Change it with Set-NpClient, or use -ContactName and -Email.");
    }

    private static void RefuseMissing(string domain, string panel, bool hasProfile, PlatformProfile values, List<string> addresses)
    {
        List<(string What, string Parameter)> missing = [];
        if (values.NameServers.Count == 0) missing.Add(("name servers", "-NameServer"));
        if (addresses.Count == 0) missing.Add(("address", "-Address"));
        if (values.MailExchangers.Count == 0) missing.Add(("mail exchangers", "-MailExchanger"));
        if (missing.Count == 0) return;
        throw new RuleException(Rule.ValueMissing, $"Hosted domain {domain} needs values that are not specified: {string.Join(", ", missing.Select(static one => one.What))}. {(hasProfile ? $"The platform profile of panel '{panel}' does not have them either" : $"Panel '{panel}' has no platform profile")}. Use {string.Join(", ", missing.Select(static one => one.Parameter))}, or save defaults with Set-NpPlatform.");
    }

    private static PlatformProfile Checked(PlatformProfile values)
    {
        try { return ProfileRules.Normalize(values); }
        catch (ProfileValueException problem)
        {
            var (rule, parameter) = problem.Path.Split('[')[0] switch
            {
                "nameServers" => (Rule.InvalidNameServer, "NameServer"), "hostMaster" => (Rule.InvalidEmailAddress, "HostMaster"), "mailExchangers" => (Rule.InvalidDnsData, "MailExchanger"),
                "spfPolicy" => (Rule.InvalidSpfRecord, "SpfPolicy"), _ => (Rule.InvalidDmarcRecord, "DmarcPolicy"),
            };
            throw new RuleException(rule, $"Cannot use -{parameter}: {problem.Message}", problem);
        }
    }

    private static string Address(string text)
        => AddressText.TryParse(text.Trim(), out var address) ? address.ToString() : throw new RuleException(Rule.InvalidIPAddress, $"-Address {Excerpt.Of(text)} is not an IP address. Use an address such as 192.0.2.10 or 2001:db8::10.");

    private static string MailboxOf(string name, string domain)
    {
        var address = EmailAddress.Parse(name.Contains('@', StringComparison.Ordinal) ? name : $"{name.Trim()}@{domain}");
        return address.Domain == domain ? address.Address : throw new RuleException(Rule.InvalidEmailAddress, $"-Mailbox {Excerpt.Of(name)} is not an address of {domain}. Use a name such as info, or create it with New-NpMailbox.");
    }
}
