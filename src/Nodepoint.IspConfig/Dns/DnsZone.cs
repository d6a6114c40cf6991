using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A DNS zone: its start of authority (RFC 1035) and how it is served.</summary>
[PanelObject("dns_zone", Form = "dns/dns_soa", IdColumn = "id", Noun = "NpDnsZone", Title = "zone", Status = true, Hidden = ["rendered_zone"], Service = ServerService.Dns,
    View = "Id:5> Origin:27 Ns:20 Serial:10> Ttl:6> Active")]
[Counts(nameof(Client.DnsZoneLimit))]
public sealed partial record DnsZone : PanelObject
{
    /// <summary>Its name with a trailing dot; the natural key. Names outside ASCII are stored in punycode.</summary>
    [Column("origin", Aliases = ["Zone", "Domain", "Name"]), Key, Required(Position = 0)] public string Origin { get; init; } = "";

    /// <summary>The primary name server, with a trailing dot.</summary>
    [Column("ns", Aliases = ["PrimaryServer", "NameServer"]), Required(Position = 1)] public string Ns { get; init; } = "";

    /// <summary>The mail address of the host master; a plain address is turned into the form that DNS has (RFC 1035 8).</summary>
    [Column("mbox", Aliases = ["ResponsiblePerson", "HostMaster"])] public string Mbox { get; init; } = "";

    /// <summary>The serial number (RFC 1912 2.2); today's first one unless given. 0 to 4294967295.</summary>
    [Column("serial", Most = uint.MaxValue)] public long Serial { get; init; }

    /// <summary>After how many seconds secondary servers ask again; from 60.</summary>
    [Column("refresh")] public long Refresh { get; init; } = 7200;

    /// <summary>After how many seconds secondary servers ask again when that failed; from 60.</summary>
    [Column("retry")] public long Retry { get; init; } = 540;

    /// <summary>After how many seconds without an answer secondary servers give up; from 60.</summary>
    [Column("expire")] public long Expire { get; init; } = 604800;

    /// <summary>For how many seconds "no such name" may be remembered (RFC 2308); from 60.</summary>
    [Column("minimum")] public long Minimum { get; init; } = 3600;

    /// <summary>For how many seconds the zone's start of authority may be remembered; from 60.</summary>
    [Column("ttl")] public long Ttl { get; init; } = 3600;

    /// <summary>Addresses that may transfer the zone.</summary>
    [Column("xfer", Aliases = ["AllowTransfer"])] public string[] Xfer { get; init; } = [];

    /// <summary>Addresses that are told of every change.</summary>
    [Column("also_notify")] public string[] AlsoNotify { get; init; } = [];

    /// <summary>Who may change the zone by dynamic update.</summary>
    [Column("update_acl")] public string UpdateAcl { get; init; } = "";

    /// <summary>Whether it is served.</summary>
    [Column("active", Upper = true)] public bool Active { get; init; } = true;

    /// <summary>Whether it shall be signed (DNSSEC).</summary>
    [Column("dnssec_wanted", Upper = true)] public bool DnssecWanted { get; init; }

    /// <summary>How it is signed: ECDSAP256SHA256, NSEC3RSASHA1.</summary>
    [Column("dnssec_algo")] public string[] DnssecAlgorithm { get; init; } = ["ECDSAP256SHA256"];

    /// <summary>The DS records for the registrar, as the panel shows them.</summary>
    [Column("dnssec_info", ReadOnly = true)] public string DnssecInfo { get; init; } = "";

    /// <summary>Whether it has been signed.</summary>
    [Column("dnssec_initialized", ReadOnly = true)] public bool DnssecInitialized { get; init; }

    /// <summary>The number of its DNS server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class DnsZoneNoun
{
    private const long Shortest = 60;

    /// <inheritdoc/>
    public override bool RemovesDependents => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => key.EndsWith('*') ? DomainKey.Normalize(key) : DomainKey.Normalize(key) + ".";

    /// <inheritdoc/>
    public override ValueTask<Prepared<DnsZone>> PrepareAsync(DnsZone value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var zone = Validate(value);
        // A zone without a serial would be stored with 0.
        if (!given.Contains(SerialOrdinal)) zone = zone with { Serial = DnsSerial.Next(0, Today(lookup)) };
        return new(new Prepared<DnsZone>(zone));
    }

    /// <inheritdoc/>
    public override ValueTask<DnsZone> PrepareChangeAsync(DnsZone before, DnsZone after, PanelLookup lookup, CancellationToken cancel)
    {
        var zone = Validate(after);
        // Name servers take a change only with a newer serial.
        if (zone.Serial == before.Serial && !Differences(before, zone).IsEmpty) zone = zone with { Serial = DnsSerial.Next((uint)before.Serial, Today(lookup)) };
        return new(zone);
    }

    /// <summary>The zone's records go with it; the panel itself would leave them behind.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(DnsZone value, PanelLookup lookup, CancellationToken cancel)
    {
        var records = new DnsRecordTable(lookup.Connection);
        var found = await records.OfZoneAsync(value, cancel).ConfigureAwait(false);
        return [.. found.Select(record => new Dependent("record", $"{record.Name} {record.Type}", DnsRecordTable.DeleteCall(record)))];
    }

    /// <summary>dns_zone_set_status writes no job, so that the name server would not hear of it: a change with a new serial does.</summary>
    /// <inheritdoc/>
    public override PanelCall StatusCall(DnsZone value, bool active, PanelLookup lookup)
        => lookup.Table(this).UpdateCall(value with { Active = active, Serial = DnsSerial.Next((uint)value.Serial, Today(lookup)) }, ColumnSet.Empty.With(ActiveOrdinal).With(SerialOrdinal));

    /// <summary>Raises a zone's serial from what it is now (dns_zone_get, dns_zone_update).</summary>
    /// <param name="zoneId">The zone's number.</param>
    /// <param name="connection">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The zone with its new serial.</returns>
    /// <exception cref="PanelException">The zone is gone, or the panel refuses or cannot be reached.</exception>
    public static async Task<DnsZone> RaiseSerialAsync(long zoneId, PanelConnection connection, CancellationToken cancel)
    {
        var lookup = new PanelLookup(connection);
        var zone = await lookup.ReadAsync(Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false);
        var raised = zone with { Serial = DnsSerial.Next((uint)zone.Serial, Today(lookup)) };
        // It is the number that is sent, so that it is the same serial however often.
        var call = lookup.Table(Instance).UpdateCall(raised, ColumnSet.Empty.With(SerialOrdinal));
        await new OutcomeResolver(connection.Time).RepeatAsync(token => connection.CallAsync(call, static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), token), static _ => { }, cancel).ConfigureAwait(false);
        return raised;
    }

    private static DateOnly Today(PanelLookup lookup) => DateOnly.FromDateTime(lookup.Connection.Time.GetLocalNow().Date);

    private static DnsZone Validate(DnsZone zone)
    {
        var origin = DomainKey.Validate(zone.Origin, "zone") + ".";
        foreach (var (name, seconds) in new[] { ("Refresh", zone.Refresh), ("Retry", zone.Retry), ("Expire", zone.Expire), ("Minimum", zone.Minimum), ("Ttl", zone.Ttl) })
        {
            if (seconds is < Shortest or > int.MaxValue)
                throw new FormatException($"{name} of zone {origin} is {seconds.ToString(CultureInfo.InvariantCulture)}. Give 60 to 2147483647 seconds.");
        }

        if (zone.Serial is < 0 or > uint.MaxValue) throw new FormatException($"The serial of zone {origin} must lie between 0 and 4294967295.");
        return zone with { Origin = origin, Ns = DomainKey.Validate(zone.Ns, "name server") + ".", Mbox = HostMaster(zone.Mbox, origin) };
    }

    // RFC 1035 8: the first dot stands for the @, dots before it are escaped; the panel's form takes none, so they are refused.
    private static string HostMaster(string typed, string origin)
    {
        var mbox = typed.Length == 0 ? "hostmaster." + origin : typed.Trim();
        var at = mbox.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (mbox[..at].Contains('.', StringComparison.Ordinal))
                throw new FormatException($"The host master's address {Excerpt.Of(typed)} has a dot before the @, which the panel cannot store. Give another address.");
            mbox = mbox[..at] + "." + mbox[(at + 1)..];
        }

        return DomainKey.Validate(mbox, "host master") + ".";
    }
}
