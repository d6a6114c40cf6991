using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The records of the zones of one panel, read and written with the functions of their 18 types.</summary>
/// <param name="connection">The panel.</param>
public sealed class DnsRecordTable(PanelConnection connection)
{
    private const string Origin = "origin";

    private static readonly ColumnIndex Index = new("id", "sys_groupid", "server_id", "zone", "name", "type", "data", "aux", "ttl", "active");

    /// <summary>Reads all records of a zone (dns_rr_get_all_by_zone).</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, in the panel's order; in a client's session, those that it owns.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public async Task<List<DnsRecord>> OfZoneAsync(DnsZone zone, CancellationToken cancel)
        => [.. (await ServedOfZoneAsync(zone, cancel).ConfigureAwait(false)).Where(IsOwn)];

    /// <summary>Reads all records of a zone, whoever owns them: what the name servers have (dns_rr_get_all_by_zone).</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    internal async Task<List<DnsRecord>> ServedOfZoneAsync(DnsZone zone, CancellationToken cancel)
    {
        var records = new List<DnsRecord>();
        var call = new PanelCall("dns_rr_get_all_by_zone", writer => writer.WriteNumber("zone_id", zone.Id));
        foreach (var record in await connection.ListAsync(call, Read, cancel).ConfigureAwait(false))
            records.Add(record with { Zone = zone.Origin, ReadFrom = new PanelOrigin(connection) });
        return records;
    }

    /// <summary>Streams the records of all zones, without the names of their zones. The get function of each type reads records of all types.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, in the panel's order; in a client's session, those that it owns.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    internal async IAsyncEnumerable<DnsRecord> StreamAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var call = new PanelCall("dns_a_get", writer =>
        {
            writer.WriteStartObject("primary_id");
            writer.WriteEndObject();
        });
        await foreach (var record in connection.StreamAsync(call, Read, cancel).ConfigureAwait(false))
            if (IsOwn(record)) yield return record;
    }

    /// <summary>Reads a record by its ID, whatever its type. The name of its zone is not filled in.</summary>
    /// <param name="id">ID of the record, at least 1.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record; null if it does not exist.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public async Task<DnsRecord?> GetAsync(long id, CancellationToken cancel)
    {
        if (id < 1) return null;
        // The get function of each type reads records of all types.
        var found = await connection.CallAsync(
            new PanelCall("dns_a_get", writer => writer.WriteNumber("primary_id", id)),
            (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? Read(ref reader) : null, cancel).ConfigureAwait(false);
        if (found is null || !IsOwn(found)) return null;
        found.ReadFrom = new PanelOrigin(connection);
        return found;
    }

    /// <summary>Finds the record with the same name, type and value as another one, whatever its time to live.</summary>
    /// <param name="record">The record to look for, with its zone.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record; null if it does not exist.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public async Task<DnsRecord?> FindAsync(DnsRecord record, CancellationToken cancel) => await FindAllAsync(record, cancel).ConfigureAwait(false) is [var first, ..] ? first : null;

    /// <summary>Finds the records with the same name, type and value as another one, whatever their time to live.</summary>
    /// <param name="record">The record to look for, with its zone.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, ordered by ID.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public async Task<IReadOnlyList<DnsRecord>> FindAllAsync(DnsRecord record, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(record);
        var call = new PanelCall(record.Type.PanelFunction() + "_get", writer =>
        {
            writer.WriteStartObject("primary_id");
            writer.WriteNumber("zone", record.ZoneId);
            writer.WriteString("type", record.Type.ToString());
            writer.WriteString("name", record.StoredName);
            writer.WriteEndObject();
        });
        var found = await connection.ListAsync(call, Read, cancel).ConfigureAwait(false);
        return [.. found.Where(IsOwn).Select(stored => stored with { Zone = record.Zone, ReadFrom = new PanelOrigin(connection) }).Where(stored => new DnsZoneRecords(record.Zone, [stored]).Check(record) is { Kind: DnsConflictKind.Duplicate }).OrderBy(stored => stored.Id)];
    }

    // In a client's session, the panel returns all records of a zone, whoever added them.
    private bool IsOwn(DnsRecord record) => connection.LoggedInClient is not { } client || client.Groups.Contains(record.OwnerGroupId);

    /// <summary>Converts a stored record to JSON for a journal.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The panel's columns, and the name of the zone as origin.</returns>
    public static ReadOnlyMemory<byte> ToJournal(DnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", record.Id);
            writer.WriteNumber("sys_groupid", record.OwnerGroupId);
            writer.WriteString(Origin, record.Zone);
            WriteColumns(writer, record);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads the record that <see cref="ToJournal"/> has written.</summary>
    /// <param name="written">The JSON text.</param>
    /// <returns>The record.</returns>
    /// <exception cref="JsonException">The text was not written by <see cref="ToJournal"/>.</exception>
    public static DnsRecord FromJournal(ReadOnlyMemory<byte> written)
    {
        var reader = new Utf8JsonReader(written.Span);
        reader.Read();
        var record = Read(ref reader);
        return record with { Zone = record.AdditionalFields[Origin] ?? "", AdditionalFields = new Dictionary<string, string?>() };
    }

    /// <summary>Adds a record. It does not raise the zone's serial, which the caller raises once.</summary>
    /// <param name="record">The record.</param>
    /// <param name="owner">The client that owns the zone.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record as stored.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached, or it is unknown whether the record was stored.</exception>
    public async Task<DnsRecord> AddAsync(DnsRecord record, Owner owner, CancellationToken cancel)
    {
        var id = await connection.CallAsync(AddCall(record, owner), (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        await connection.GiveAsync("dns_rr", "id", id, owner.ClientId, owner.GroupId, cancel).ConfigureAwait(false);
        return record with { Id = id, OwnerGroupId = owner.GroupId, ReadFrom = new PanelOrigin(connection) };
    }

    /// <summary>The call that adds a record. It does not raise the zone's serial, which the caller raises once.</summary>
    /// <param name="record">The record.</param>
    /// <param name="owner">The client that owns the zone.</param>
    /// <returns>The call.</returns>
    public static PanelCall AddCall(DnsRecord record, Owner owner)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new PanelCall(record.Type.PanelFunction() + "_add", writer =>
        {
            writer.WriteNumber("client_id", owner.ClientId);
            WriteParams(writer, record);
        }) { Change = new DnsRecordChange(null, record, isNew: true) };
    }

    /// <summary>The call that changes a record. It does not raise the zone's serial, which the caller raises once.</summary>
    /// <param name="before">The record as it is.</param>
    /// <param name="after">The changed record.</param>
    /// <returns>The call.</returns>
    internal static PanelCall UpdateCall(DnsRecord before, DnsRecord after)
    {
        var call = UpdateCall(after);
        call.Change = new DnsRecordChange(before, after);
        return call;
    }

    /// <summary>The call that changes a record. It does not raise the zone's serial, which the caller raises once.</summary>
    /// <param name="record">The changed record.</param>
    /// <param name="owner">The new owner; null keeps the owner.</param>
    /// <returns>The call.</returns>
    public static PanelCall UpdateCall(DnsRecord record, Owner? owner = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new PanelCall(record.Type.PanelFunction() + "_update", writer =>
        {
            writer.WriteNumber("client_id", owner?.ClientId ?? 0);
            writer.WriteNumber("primary_id", record.Id);
            WriteParams(writer, record);
        }) { Change = new DnsRecordChange(null, record) };
    }

    /// <summary>Counts the records of a client and gets its limit. The functions of each type count the records of all types.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The count and the limit.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public static async Task<LimitUse> UseAsync(Client client, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(lookup);
        var owner = await lookup.OwnerAsync(new Reference<Client>(client.Id), cancel).ConfigureAwait(false);
        var call = new PanelCall("dns_a_get", writer =>
        {
            writer.WriteStartObject("primary_id");
            writer.WriteNumber("sys_groupid", owner.GroupId);
            writer.WriteEndObject();
        });
        var used = 0L;
        foreach (var _ in await lookup.Connection.ListAsync(call, Read, cancel).ConfigureAwait(false)) used++;
        return new LimitUse("record", nameof(Client.DnsRecordLimit), used, client.DnsRecordLimit);
    }

    /// <summary>Counts the records of many clients against their limits, with one read.</summary>
    /// <param name="clients">The clients, and what they own things as.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    internal static async Task<IReadOnlyList<(Client Client, LimitUse Use)>> UsesAsync(IReadOnlyList<(Client Client, Owner Owner)> clients, PanelLookup lookup, CancellationToken cancel)
    {
        var used = clients.ToDictionary(static one => one.Owner.GroupId, static _ => 0L);
        await foreach (var record in new DnsRecordTable(lookup.Connection).StreamAllAsync(cancel).ConfigureAwait(false))
            if (used.TryGetValue(record.OwnerGroupId, out var count)) used[record.OwnerGroupId] = count + 1;
        return [.. clients.Select(one => (one.Client, new LimitUse("record", nameof(Client.DnsRecordLimit), used[one.Owner.GroupId], one.Client.DnsRecordLimit)))];
    }

    /// <summary>The call that removes a record. It does not raise the zone's serial.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The record has no ID.</exception>
    public static PanelCall DeleteCall(DnsRecord record)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(record.Id, 1);
        return new PanelCall(FunctionsOf(record) + "_delete", writer => writer.WriteNumber("primary_id", record.Id)) { Change = new DnsRecordChange(record, null) };
    }

    // The functions of all types do the same, so a record of an unknown type can be removed with those of A.
    private static string FunctionsOf(DnsRecord record) => Enum.IsDefined(record.Type) ? record.Type.PanelFunction() : DnsRecordType.A.PanelFunction();

    private static void WriteParams(Utf8JsonWriter writer, DnsRecord record)
    {
        writer.WriteStartObject("params");
        WriteColumns(writer, record);
        writer.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter writer, DnsRecord record)
    {
        var (data, aux) = record.Data.ToPanel();
        writer.WriteNumber("server_id", record.ServerId);
        writer.WriteNumber("zone", record.ZoneId);
        writer.WriteString("name", record.StoredName);
        writer.WriteString("type", record.Type.ToString());
        writer.WriteString("data", data);
        writer.WriteNumber("aux", aux);
        writer.WriteNumber("ttl", record.Ttl);
        writer.WriteString("active", PanelValue.ToColumn(record.Active, inverted: false, upper: true));
    }

    /// <summary>Reads one row, without the name of its zone.</summary>
    /// <param name="reader">The reader, at the start of the row; left at its end.</param>
    internal static DnsRecord Read(ref Utf8JsonReader reader)
    {
        long id = 0, group = 0, server = 0, zone = 0, aux = 0, ttl = 0;
        string name = "", type = "", data = "";
        var active = true;
        var additional = new AdditionalFieldReader(Index);
        for (var place = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; place++)
        {
            var column = Index.Find(ref reader, place);
            reader.Read();
            switch (column.Ordinal)
            {
                case 0: id = PanelValue.Number(ref reader); break;
                case 1: group = PanelValue.Number(ref reader); break;
                case 2: server = PanelValue.Number(ref reader); break;
                case 3: zone = PanelValue.Number(ref reader); break;
                case 4: name = PanelValue.Text(ref reader); break;
                case 5: type = PanelValue.Text(ref reader); break;
                case 6: data = PanelValue.Text(ref reader); break;
                case 7: aux = PanelValue.Number(ref reader); break;
                case 8: ttl = PanelValue.Number(ref reader); break;
                case 9: active = PanelValue.Flag(ref reader); break;
                default:
                    if (column.Text.StartsWith("sys_", StringComparison.Ordinal) || column.Text is "stamp" or "serial") reader.Skip();
                    else additional.Add(column.Text, PanelValue.TextOrNull(ref reader));
                    break;
            }
        }

        _ = DnsRecordTypes.TryParse(type, out var known);
        return new DnsRecord
        {
            Id = id, OwnerGroupId = group, ServerId = server, ZoneId = zone, StoredName = name, Type = known, Ttl = ttl, Active = active,
            Data = DnsRecordData.FromPanel(type, data, aux), AdditionalFields = additional.ToTable(),
        };
    }
}
