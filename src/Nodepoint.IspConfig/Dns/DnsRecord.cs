using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A record of a zone, of any of the panel's 18 types.</summary>
public sealed record DnsRecord : PanelObject, IDnsRecord
{
    /// <summary>Zone of the record, with a trailing dot; empty if it was not read.</summary>
    public string Zone { get; init; } = "";

    /// <summary>ID of the zone.</summary>
    public long ZoneId { get; init; }

    /// <summary>Name relative to the zone; @ for the zone apex.</summary>
    public string Name => DnsName.FromPanel(StoredName, Zone).Name;

    /// <summary>Absolute name, with a trailing dot.</summary>
    public string Fqdn => DnsName.FromPanel(StoredName, Zone).Fqdn;

    /// <summary>Record type.</summary>
    public DnsRecordType Type { get; init; }

    /// <summary>Value as shown by dig, without the priority.</summary>
    public string Value => Data.Value;

    /// <summary>Preference of MX, priority of SRV, order of NAPTR; null for other types.</summary>
    public int? Priority => Data.Priority;

    /// <summary>Time to live in seconds, at least 60.</summary>
    public long Ttl { get; init; } = 3600;

    /// <summary>Whether the record is served.</summary>
    public bool Active { get; init; } = true;

    /// <summary>ID of the DNS server.</summary>
    public long ServerId { get; init; } = 1;

    /// <summary>The user name of the client that owns it; empty if the administrator owns it, null if it was not read.</summary>
    public string? Client => OwnerUsername;

    /// <inheritdoc/>
    protected internal override bool HasOwner => true;

    /// <summary>Parsed value: MxData, SrvData, CaaData ...</summary>
    public DnsRecordData Data { get; init; } = DnsRecordData.FromPanel(null, "", 0);

    /// <summary>Name as stored by the panel.</summary>
    internal string StoredName { get; init; } = "";

    /// <summary>The same record with another name.</summary>
    /// <param name="name">The name: @, www, or www.example.com.</param>
    /// <returns>The record with that name.</returns>
    /// <exception cref="RuleException">The text is not a valid name, or a name outside the record's zone.</exception>
    public DnsRecord Named(string name) => this with { StoredName = DnsName.Parse(name, Zone).ToPanel(Type) };

    /// <inheritdoc/>
    protected override string Key => $"{Fqdn} {Type}";

    string IDnsRecord.Name => StoredName;

    string IDnsRecord.Data => Data.ToPanel().Data;

    long IDnsRecord.Aux => Data.ToPanel().Aux;
}
