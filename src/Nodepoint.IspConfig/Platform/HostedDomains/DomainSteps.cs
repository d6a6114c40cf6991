using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>Creates the steps of a hosted domain, each after those that it needs.</summary>
internal static class DomainSteps
{
    private static readonly string[] Hosts = ["", "www."];

    /// <summary>Creates the steps.</summary>
    /// <param name="request">What the domain is to have.</param>
    /// <exception cref="RuleException">A value is not valid.</exception>
    public static IReadOnlyList<DomainStep> Of(HostedDomainRequest request)
    {
        var origin = request.Domain + ".";
        List<DomainStep> steps = [ClientOf(request), ZoneOf(request)];
        steps.AddRange(RecordsOf(HostedDomainStepKind.NameServer, origin, origin, request.NameServers.Select(static server => (DnsRecordType.NS, server + "."))));
        foreach (var host in Hosts) steps.AddRange(RecordsOf(HostedDomainStepKind.Address, host + origin, origin, request.Addresses.Select(static address => (address.Contains(':', StringComparison.Ordinal) ? DnsRecordType.AAAA : DnsRecordType.A, address))));
        steps.AddRange(RecordsOf(HostedDomainStepKind.MailExchanger, origin, origin, request.MailExchangers.Select(static exchanger => (DnsRecordType.MX, exchanger + "."))));
        steps.Add(MailDomainOf(request));
        if (request.HasDkim) steps.Add(new DkimStep(request.Domain));
        if (request.SpfPolicy is { } spf) steps.Add(new PolicyStep(HostedDomainStepKind.Spf, request.Domain, spf));
        if (request.DmarcPolicy is { } dmarc) steps.Add(new PolicyStep(HostedDomainStepKind.Dmarc, request.Domain, dmarc));
        steps.AddRange(request.Mailboxes.Select(MailboxOf));
        steps.Add(WebsiteOf(request));
        if (request.FtpUser is { } user) steps.Add(FtpUserOf(request, user));
        if (!request.HasWebsite) steps.RemoveAll(static step => step.Kind == HostedDomainStepKind.Website && step is RecordStep<Website>);
        return steps;
    }

    private static RecordStep<Client> ClientOf(HostedDomainRequest request) => new(HostedDomainStepKind.Client, ClientNoun.Instance, request.Client.Username)
    {
        Create = _ => new Addition<Client>(request.Client, request.ClientGiven),
        WithPassword = static (client, password) => client with { Password = SecretText.From(password) },
        PasswordOrdinal = ClientNoun.PasswordOrdinal,
        Use = async static (work, client, isNew, cancel) =>
        {
            if (isNew && work.Preview is not null) work.Lookup.TrustNew(client);
            await work.UseClientAsync(client, cancel).ConfigureAwait(false);
        },
    };

    private static RecordStep<DnsZone> ZoneOf(HostedDomainRequest request)
    {
        var zone = new DnsZone { Origin = request.Domain + ".", Ns = request.NameServers[0] + ".", Mbox = request.HostMaster };
        var given = ColumnSet.Empty.With(DnsZoneNoun.OriginOrdinal).With(DnsZoneNoun.NsOrdinal).With(DnsZoneNoun.MboxOrdinal).With(DnsZoneNoun.ActiveOrdinal);
        if (request.ServerIds.TryGetValue("dns", out var server)) (zone, given) = (zone with { ServerId = server }, given.With(DnsZoneNoun.ServerIdOrdinal));
        return new(HostedDomainStepKind.Zone, DnsZoneNoun.Instance, request.Domain)
        {
            Create = work => new Addition<DnsZone>(zone, given) { Owner = OwnerOf(work) },
            IsCompared = true,
            Use = static (work, found, isNew, _) => work.UseZoneAsync(found, isNew),
        };
    }

    private static IEnumerable<DomainStep> RecordsOf(HostedDomainStepKind kind, string fqdn, string origin, IEnumerable<(DnsRecordType Type, string Value)> values)
    {
        var all = values.Select(one => (one.Type, Data: DnsRecordData.Parse(one.Type, one.Value, null, origin))).ToList();
        return all.Select(one => new ZoneRecordStep(kind, fqdn, one, [.. all.Where(other => other.Type == one.Type).Select(static other => other.Data)]));
    }

    private static RecordStep<MailDomain> MailDomainOf(HostedDomainRequest request)
    {
        var domain = new MailDomain { Domain = request.Domain };
        var given = ColumnSet.Empty.With(MailDomainNoun.DomainOrdinal).With(MailDomainNoun.ActiveOrdinal);
        if (request.ServerIds.TryGetValue("mail", out var server)) (domain, given) = (domain with { ServerId = server }, given.With(MailDomainNoun.ServerIdOrdinal));
        return new(HostedDomainStepKind.MailDomain, MailDomainNoun.Instance, request.Domain)
        {
            Create = work => new Addition<MailDomain>(domain, given) { Owner = OwnerOf(work) },
            IsCompared = true,
            Use = static (work, found, _, _) =>
            {
                work.MailDomain = found;
                work.Lookup.Trust(MailDomainNoun.Instance, found);
                return Task.CompletedTask;
            },
        };
    }

    private static RecordStep<Mailbox> MailboxOf(string address) => new(HostedDomainStepKind.Mailbox, MailboxNoun.Instance, address)
    {
        Create = _ => new Addition<Mailbox>(new Mailbox { Email = address }, ColumnSet.Empty.With(MailboxNoun.EmailOrdinal)),
        WithPassword = static (mailbox, password) => mailbox with { Password = SecretText.From(password) },
        PasswordOrdinal = MailboxNoun.PasswordOrdinal,
    };

    private static RecordStep<Website> WebsiteOf(HostedDomainRequest request)
    {
        var site = new Website { Domain = request.Domain };
        var given = ColumnSet.Empty.With(WebsiteNoun.DomainOrdinal).With(WebsiteNoun.ActiveOrdinal);
        if (request.ServerIds.TryGetValue("web", out var server)) (site, given) = (site with { ServerId = server }, given.With(WebsiteNoun.ServerIdOrdinal));
        return new(HostedDomainStepKind.Website, WebsiteNoun.Instance, request.Domain)
        {
            Create = work => new Addition<Website>(site, given) { Owner = OwnerOf(work) },
            IsCompared = true,
            Use = static async (work, found, _, cancel) =>
            {
                // The panel sets it when it adds a website.
                work.Website = work.Preview is null || found.DocumentRoot.Length > 0 ? found : found with
                {
                    DocumentRoot = await SiteServer.RootAsync(found, work.Owner, work.Lookup, cancel).ConfigureAwait(false), SystemUser = string.Create(CultureInfo.InvariantCulture, $"web{found.Id}"),
                    SystemGroup = string.Create(CultureInfo.InvariantCulture, $"client{work.Owner.ClientId}"),
                };
                work.Lookup.Trust(WebsiteNoun.Instance, work.Website);
            },
        };
    }

    private static RecordStep<FtpUser> FtpUserOf(HostedDomainRequest request, string name) => new(HostedDomainStepKind.FtpUser, FtpUserNoun.Instance, name)
    {
        Create = work => new Addition<FtpUser>(new FtpUser { Username = name, WebsiteId = work.Website?.Id ?? 0 }, ColumnSet.Empty.With(FtpUserNoun.UsernameOrdinal).With(FtpUserNoun.WebsiteIdOrdinal)),
        WithPassword = static (user, password) => user with { Password = SecretText.From(password) },
        PasswordOrdinal = FtpUserNoun.PasswordOrdinal,
        // The panel puts a prefix before the name.
        Find = async (work, cancel) =>
        {
            // Without -Website, it may be there already.
            work.Website ??= (await work.Lookup.Table(WebsiteNoun.Instance).GetByKeyAsync(request.Domain, cancel).ConfigureAwait(false) is [var site, ..] ? site : null)
                ?? throw new RuleException(Rule.ParentMissing, $"{request.Domain} has no website, which an FTP user needs. Use -Website too.");
            if (work.Website.OwnerGroupId != work.Owner.GroupId && work.Website.OwnerGroupId > 0) throw new RuleException(Rule.OwnerNotAllowed, $"Website {request.Domain} does not belong to client {work.Client}, so its FTP user cannot either. Specify the owner of the website as -Client.");
            var users = await work.Lookup.Table(FtpUserNoun.Instance).ListWithinAsync(work.Website, cancel).ConfigureAwait(false);
            return users.Find(user => name.Equals(user.Username, StringComparison.OrdinalIgnoreCase) || name.Equals(user.ShortName, StringComparison.OrdinalIgnoreCase));
        },
    };

    private static Reference<Client> OwnerOf(DomainWork work) => new(work.Client.Id);
}
