using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A record of a zone, of any of the panel's 18 types.</summary>
public sealed record DnsRecord : PanelObject, IDnsRecord
{
    /// <summary>The zone it is in, with a trailing dot; empty where it was not read.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The panel's number of its zone.</summary>
    public long ZoneId { get; init; }

    /// <summary>Its name within the zone; @ for the zone itself.</summary>
    public string Name => DnsName.FromPanel(StoredName, Zone).Name;

    /// <summary>Its whole name, with a trailing dot.</summary>
    public string Fqdn => DnsName.FromPanel(StoredName, Zone).Fqdn;

    /// <summary>Its type.</summary>
    public DnsRecordType Type { get; init; }

    /// <summary>Its value as dig shows it, without the priority.</summary>
    public string Value => Data.Value;

    /// <summary>The priority of MX and SRV, the order of NAPTR; null for other types.</summary>
    public int? Priority => Data.Priority;

    /// <summary>For how many seconds it may be remembered; from 60.</summary>
    public long Ttl { get; init; } = 3600;

    /// <summary>Whether it is served.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The number of its DNS server.</summary>
    public long ServerId { get; init; } = 1;

    /// <summary>Its value by its parts: MxData, SrvData, CaaData ...</summary>
    public DnsRecordData Data { get; init; } = DnsRecordData.FromPanel(null, "", 0);

    /// <summary>Its name as the panel stores it.</summary>
    internal string StoredName { get; init; } = "";

    /// <summary>The same record under another name.</summary>
    /// <param name="name">The name as typed: @, www, www.example.com.</param>
    /// <returns>The record with that name.</returns>
    /// <exception cref="InvalidDnsDataException">It is no name, or not one in the record's zone.</exception>
    public DnsRecord Named(string name) => this with { StoredName = DnsName.Parse(name, Zone).ToPanel(Type) };

    /// <inheritdoc/>
    protected override string Key => $"{Fqdn} {Type}";

    string IDnsRecord.Name => StoredName;

    string IDnsRecord.Data => Data.ToPanel().Data;

    long IDnsRecord.Aux => Data.ToPanel().Aux;
}
