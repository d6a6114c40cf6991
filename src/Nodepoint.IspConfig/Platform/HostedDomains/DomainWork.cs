using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>What the steps of one hosted domain work with, and what the steps before have found or made.</summary>
/// <param name="lookup">The lookup of this work.</param>
/// <param name="serials">Receives the zones that are changed.</param>
/// <param name="resolver">Finds records of other zones.</param>
/// <param name="options">How writes are carried out.</param>
/// <param name="ttl">The time to live of new records by their type; null for the usual one.</param>
internal sealed class DomainWork(PanelLookup lookup, ZoneSerials serials, IDnsResolver resolver, WriteOptions options, Func<DnsRecordType, long?> ttl)
{
    /// <summary>The lookup of this work.</summary>
    public PanelLookup Lookup => lookup;

    /// <summary>The zones that are changed.</summary>
    public ZoneSerials Serials => serials;

    /// <summary>The tables as the steps before leave them; null if they are carried out.</summary>
    public PreviewTables? Preview => lookup.Preview;

    /// <summary>The client that owns the domain.</summary>
    public Client Client { get; set; } = null!;

    /// <summary>The owner of the domain's objects.</summary>
    public Owner Owner { get; set; }

    /// <summary>The zone.</summary>
    public DnsZone Zone { get; set; } = null!;

    /// <summary>The mail domain.</summary>
    public MailDomain MailDomain { get; set; } = null!;

    /// <summary>The website; null for none.</summary>
    public Website? Website { get; set; }

    /// <summary>Writes DNS records.</summary>
    public DnsRecordWriter Records => field ??= new(lookup, serials, options) { UsualTtl = ttl };

    /// <summary>Writes mail domains.</summary>
    public RecordWriter<MailDomain> MailDomains => field ??= new(MailDomainNoun.Instance, lookup, options);

    /// <summary>Writes DKIM keys.</summary>
    public DkimWriter Dkim => field ??= new(MailDomains, Records);

    /// <summary>Writes SPF policies.</summary>
    public SpfWriter Spf => field ??= new(Records, resolver);

    /// <summary>Writes DMARC policies.</summary>
    public DmarcWriter Dmarc => field ??= new(Records, resolver);

    /// <summary>Writes records of a noun.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    public RecordWriter<T> Writer<T>(PanelNoun<T> noun) where T : PanelObject => noun is MailDomainNoun ? (RecordWriter<T>)(object)MailDomains : new(noun, lookup, options);

    /// <summary>The records of the zone.</summary>
    /// <param name="cancel">Cancels the read.</param>
    public Task<ZoneContent> ContentAsync(CancellationToken cancel) => Records.Contents.OfAsync(Zone, cancel);

    /// <summary>Uses a zone that the step before has found or made.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="isNew">Whether it was made, so that it has no records yet.</param>
    public async Task UseZoneAsync(DnsZone zone, bool isNew)
    {
        Zone = zone;
        lookup.Trust(DnsZoneNoun.Instance, zone);
        NearestZone.Trust(zone, lookup);
        if (isNew) _ = await Records.Contents.BeginAsync(zone).ConfigureAwait(false);
    }

    /// <summary>Uses a client that the step before has found or made.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async Task UseClientAsync(Client client, CancellationToken cancel)
    {
        Client = client;
        lookup.Trust(ClientNoun.Instance, client);
        Owner = await lookup.OwnerAsync(new Reference<Client>(client.Id), cancel).ConfigureAwait(false);
    }
}
