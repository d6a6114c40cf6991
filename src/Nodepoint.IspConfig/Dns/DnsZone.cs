using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A DNS zone: its start of authority (RFC 1035) and how it is served.</summary>
[PanelObject("dns_zone", Form = "dns/dns_soa", IdColumn = "id", Noun = "NpDnsZone", Title = "zone", Status = true, Hidden = ["rendered_zone"], Service = ServerService.Dns,
    View = "Id:5> Origin:27 Ns:20 Serial:10> Active")]
[Counts(nameof(Clients.Client.DnsZoneLimit))]
public sealed partial record DnsZone : PanelObject
{
    /// <summary>Name of the zone, with a trailing dot; the natural key. Non-ASCII names are stored in punycode.</summary>
    [Column("origin", Aliases = ["Zone", "Domain", "Name"]), Key(Name = "name"), Required(Position = 0)] public string Origin { get; init; } = "";

    /// <summary>Primary name server, with a trailing dot.</summary>
    [Column("ns", Aliases = ["PrimaryServer", "NameServer"]), Required(Position = 1)] public string Ns { get; init; } = "";

    /// <summary>Email address of the host master. It is converted to the form used in SOA records (RFC 1035 8). The default is hostmaster at the zone.</summary>
    [Column("mbox", NotEmpty = true, Aliases = ["ResponsiblePerson", "HostMaster"])] public string Mbox { get; init; } = "";

    /// <summary>Serial number (RFC 1912 2.2), 0 to 4294967295. The default is today's date with counter 01.</summary>
    [Column("serial", Most = uint.MaxValue), Counter] public long Serial { get; init; }

    /// <summary>Seconds after which secondary servers check for a new serial, at least 60.</summary>
    [Column("refresh", Seconds = true)] public long Refresh { get; init; } = 7200;

    /// <summary>Seconds after which secondary servers repeat a failed check, at least 60.</summary>
    [Column("retry", Seconds = true)] public long Retry { get; init; } = 540;

    /// <summary>Seconds without contact after which secondary servers stop serving the zone, at least 60.</summary>
    [Column("expire", Seconds = true)] public long Expire { get; init; } = 604800;

    /// <summary>Time to live of negative answers in seconds (RFC 2308), at least 60.</summary>
    [Column("minimum", Seconds = true)] public long Minimum { get; init; } = 3600;

    /// <summary>Time to live of the SOA record in seconds, at least 60.</summary>
    [Column("ttl", Seconds = true)] public long Ttl { get; init; } = 3600;

    /// <summary>IP addresses or networks that may transfer the zone.</summary>
    [Column("xfer", Aliases = ["AllowTransfer"])] public string[] Xfer { get; init; } = [];

    /// <summary>IP addresses that are notified of every change.</summary>
    [Column("also_notify")] public string[] AlsoNotify { get; init; } = [];

    /// <summary>Access list for dynamic updates of the zone.</summary>
    [Column("update_acl")] public string UpdateAcl { get; init; } = "";

    /// <summary>Whether the zone is served.</summary>
    [Column("active", Upper = true)] public bool Active { get; init; } = true;

    /// <summary>Whether the zone is to be signed (DNSSEC).</summary>
    [Column("dnssec_wanted", Upper = true)] public bool DnssecWanted { get; init; }

    /// <summary>DNSSEC algorithms: ECDSAP256SHA256, NSEC3RSASHA1.</summary>
    [Column("dnssec_algo", NotEmpty = true), CompletedWith("DnssecAlgorithm")] public string[] DnssecAlgorithm { get; init; } = ["ECDSAP256SHA256"];

    /// <summary>DS records for the registrar, as the panel shows them.</summary>
    [Column("dnssec_info", ReadOnly = true)] public string DnssecInfo { get; init; } = "";

    /// <summary>Whether the zone has been signed.</summary>
    [Column("dnssec_initialized", ReadOnly = true)] public bool DnssecInitialized { get; init; }

    /// <summary>ID of the DNS server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class DnsZoneNoun
{
    private const long Shortest = 60;

    // Those of the panel's form.
    internal static readonly string[] Algorithms = ["ECDSAP256SHA256", "NSEC3RSASHA1"];

    /// <inheritdoc/>
    public override bool RemovesDependents => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => key.EndsWith('*') ? DomainKey.Normalize(key) : DomainKey.Normalize(key) + ".";

    /// <inheritdoc/>
    public override ValueTask<Prepared<DnsZone>> PrepareAsync(DnsZone value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var zone = Validate(value);
        CheckAddresses(zone.Xfer, nameof(DnsZone.Xfer));
        CheckAddresses(zone.AlsoNotify, nameof(DnsZone.AlsoNotify));
        CheckAlgorithms(zone.DnssecAlgorithm);
        // A zone without a serial would be stored with 0.
        if (!given.Contains(SerialOrdinal)) zone = zone with { Serial = DnsSerial.Next(0, Today(lookup)) };
        return new(new Prepared<DnsZone>(zone));
    }

    /// <inheritdoc/>
    public override ValueTask<DnsZone> PrepareChangeAsync(DnsZone before, DnsZone after, PanelLookup lookup, CancellationToken cancel)
    {
        var zone = Validate(after);
        if (!zone.Xfer.AsSpan().SequenceEqual(before.Xfer)) CheckAddresses(zone.Xfer, nameof(DnsZone.Xfer));
        if (!zone.AlsoNotify.AsSpan().SequenceEqual(before.AlsoNotify)) CheckAddresses(zone.AlsoNotify, nameof(DnsZone.AlsoNotify));
        if (!zone.DnssecAlgorithm.AsSpan().SequenceEqual(before.DnssecAlgorithm)) CheckAlgorithms(zone.DnssecAlgorithm);
        // Name servers load a change only with a newer serial.
        if (zone.Serial == before.Serial && !Differences(before, zone).IsEmpty) zone = zone with { Serial = DnsSerial.Next((uint)before.Serial, Today(lookup)) };
        return new(zone);
    }

    /// <summary>The zone's records are removed with the zone; the panel itself would leave them behind.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(DnsZone value, PanelLookup lookup, CancellationToken cancel)
    {
        var records = new DnsRecordTable(lookup.Connection);
        var found = await records.OfZoneAsync(value, cancel).ConfigureAwait(false);
        return [.. found.Select(record => new Dependent("record", $"{record.Name} {record.Type}", DnsRecordTable.DeleteCall(record)))];
    }

    /// <summary>The zone's records get its new owner, as on the panel's zone page.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<PlannedCall>> FindFollowUpChangesAsync(DnsZone before, DnsZone after, Owner? owner, PanelLookup lookup, CancellationToken cancel)
        => owner is not { } newOwner ? [] : [.. (await RecordsOfOthersAsync(before, newOwner, lookup, cancel).ConfigureAwait(false)).Where(record => Enum.IsDefined(record.Type))
            .Select(record => new PlannedCall($"record {record.Name} {record.Type}", DnsRecordTable.UpdateCall(record, newOwner)) { Kind = "record" })];

    /// <summary>The remote API has no function that changes records of types that this version does not know.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<string>> FindRemainingAsync(DnsZone value, Owner owner, PanelLookup lookup, CancellationToken cancel)
        => [.. (await RecordsOfOthersAsync(value, owner, lookup, cancel).ConfigureAwait(false)).Where(record => !Enum.IsDefined(record.Type)).Select(record => $"record {record.Name} (ID {record.Id.ToString(CultureInfo.InvariantCulture)})")];

    /// <summary>dns_zone_set_status does not inform the name server, but an update with a new serial does.</summary>
    /// <inheritdoc/>
    public override PanelCall StatusCall(DnsZone value, bool active, PanelLookup lookup)
        => lookup.Table(this).UpdateCall(value with { Active = active, Serial = DnsSerial.Next((uint)value.Serial, Today(lookup)) }, ColumnSet.Empty.With(ActiveOrdinal).With(SerialOrdinal));

    /// <summary>Raises the current serial of a zone (dns_zone_get, dns_zone_update).</summary>
    /// <param name="zoneId">ID of the zone.</param>
    /// <param name="connection">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The zone with its new serial.</returns>
    /// <exception cref="PanelException">The zone no longer exists, or the panel refused the request or cannot be reached.</exception>
    public static async Task<DnsZone> RaiseSerialAsync(long zoneId, PanelConnection connection, CancellationToken cancel)
    {
        var lookup = new PanelLookup(connection);
        return await RaiseSerialAsync(await lookup.ReadAsync(Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false), lookup, cancel).ConfigureAwait(false);
    }

    /// <summary>Raises the serial of a zone that was just read.</summary>
    internal static async Task<DnsZone> RaiseSerialAsync(DnsZone zone, PanelLookup lookup, CancellationToken cancel)
    {
        var connection = lookup.Connection;
        // The call contains the new serial, so repeating it does not raise the serial again.
        var (raised, call) = RaiseCall(zone, lookup);
        await new OutcomeResolver(connection.Time).RepeatAsync(token => connection.CallAsync(call, static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), token), static _ => { }, cancel).ConfigureAwait(false);
        return raised;
    }

    private static async Task<IEnumerable<DnsRecord>> RecordsOfOthersAsync(DnsZone zone, Owner owner, PanelLookup lookup, CancellationToken cancel)
        => (await new DnsRecordTable(lookup.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false)).Where(record => record.OwnerGroupId != owner.GroupId);

    /// <summary>A zone with its next serial, and the call that sets it.</summary>
    internal static (DnsZone Raised, PanelCall Call) RaiseCall(DnsZone zone, PanelLookup lookup)
    {
        var raised = zone with { Serial = DnsSerial.Next((uint)zone.Serial, Today(lookup)) };
        return (raised, lookup.Table(Instance).UpdateCall(raised, ColumnSet.Empty.With(SerialOrdinal)));
    }

    /// <summary>The date for a new serial.</summary>
    internal static DateOnly Today(PanelLookup lookup) => DateOnly.FromDateTime(lookup.Connection.Time.GetLocalNow().Date);

    private static void CheckAddresses(string[] addresses, string member)
    {
        if (Array.Find(addresses, text => !AddressText.IsAddressOrNetwork(text) && text is not ("any" or "none")) is { } bad)
            throw new RuleException(Rule.InvalidIPAddress, $"-{member} contains {Excerpt.Of(bad)}, which is not an IP address or network. Use addresses such as 192.0.2.10, not host names.");
    }

    private static void CheckAlgorithms(string[] algorithms)
    {
        if (Array.Find(algorithms, name => !Algorithms.Contains(name)) is { } unknown)
            throw new RuleException(Rule.InvalidText, $"-DnssecAlgorithm contains {Excerpt.Of(unknown)}, which the panel does not know. Use {string.Join(", ", Algorithms)}.");
    }

    private static DnsZone Validate(DnsZone zone)
    {
        var origin = DomainKey.ValidateZone(zone.Origin) + ".";
        foreach (var (name, seconds) in new[] { ("Refresh", zone.Refresh), ("Retry", zone.Retry), ("Expire", zone.Expire), ("Minimum", zone.Minimum), ("Ttl", zone.Ttl) })
        {
            if (seconds is < Shortest or > int.MaxValue)
                throw new RuleException(Rule.ValueOutOfRange, $"-{name} {seconds.ToString(CultureInfo.InvariantCulture)} of zone {origin} is out of range. Use 60 to 2147483647 seconds.");
        }

        if (zone.Serial is < 0 or > uint.MaxValue) throw new RuleException(Rule.ValueOutOfRange, $"-Serial {zone.Serial.ToString(CultureInfo.InvariantCulture)} of zone {origin} is out of range. Use 0 to 4294967295.");
        return zone with { Origin = origin, Ns = DomainKey.Validate(zone.Ns, "name server") + ".", Mbox = HostMaster(zone.Mbox, origin) };
    }

    // RFC 1035 8: the first dot replaces the @, earlier dots are escaped. The panel's form accepts no escaped dots.
    private static string HostMaster(string typed, string origin)
    {
        // A mail domain cannot have the slash of a part of a network (RFC 2317).
        var mbox = typed.Length == 0 ? "hostmaster." + origin[(origin.LastIndexOf('/') is >= 0 and var slash ? origin.IndexOf('.', slash) + 1 : 0)..] : typed.Trim();
        var at = mbox.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (mbox[..at].Contains('.', StringComparison.Ordinal))
                throw new RuleException(Rule.InvalidEmailAddress, $"-Mbox {Excerpt.Of(typed)} has a dot before the @, which the panel cannot store. Use another address.");
            mbox = mbox[..at] + "." + mbox[(at + 1)..];
        }

        return DomainKey.Validate(mbox, "host master", "an address such as hostmaster@example.com") + ".";
    }
}
