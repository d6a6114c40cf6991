using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

// How rows become objects: names in place of IDs.
internal sealed partial class PanelSnapshot
{
    private string KeyOf(StateNoun noun, Row row)
    {
        using var document = JsonDocument.Parse(_spool.Read(row.Offset, row.Length));
        return StateObject.Text(document.RootElement.GetProperty(noun.Columns[noun.Identity[0]].StateName));
    }

    private StateObject Resolve(StateNoun noun, Row row, bool withRecords = true)
    {
        using var document = JsonDocument.Parse(_spool.Read(row.Offset, row.Length));
        var raw = document.RootElement;
        var group = raw.GetProperty(Group).GetInt64();
        var place = PlaceOf(noun, row.Id, raw);
        var buffer = new ArrayBufferWriter<byte>(row.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var member in raw.EnumerateObject())
            {
                if (member.Name.StartsWith('$')) continue;
                writer.WritePropertyName(member.Name);
                var column = noun.OrdinalOf(member.Name) is var ordinal and >= 0 ? noun.Columns[ordinal] : null;
                if (column?.RefersTo is { } type) WriteReferences(writer, type, member.Value);
                else if (place is not null && column is not null && (column.Flags & ColumnFlags.Secret) == 0) WritePlaced(writer, place, member);
                else member.Value.WriteTo(writer);
            }

            if (noun.IsZone && withRecords)
            {
                writer.WritePropertyName(StateObject.Records);
                WriteRecords(writer, row.Id);
            }

            writer.WriteEndObject();
        }

        using var resolved = JsonDocument.Parse(buffer.WrittenMemory);
        return new StateObject(noun, noun.IsOwned ? _owners.GetValueOrDefault(group, $"#{group}") : null, [.. resolved.RootElement.Clone().EnumerateObject().Select(member => new StateMember(member.Name, member.Value))]);
    }

    private PlaceText? PlaceOf(StateNoun noun, long id, JsonElement raw)
    {
        if (_places.TryGetValue((noun.Table, id), out var own) && _byId[(noun.Table, id)].Noun == noun) return own;
        foreach (var column in noun.Columns)
            if (column.RefersTo is { } type && raw.TryGetProperty(column.StateName, out var value) && value.ValueKind == JsonValueKind.Number)
                foreach (var other in StateNouns.OfType(type))
                    if (_places.TryGetValue((other.Table, value.GetInt64()), out var place)) return place;
        return null;
    }

    private static void WritePlaced(Utf8JsonWriter writer, PlaceText place, JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.String) writer.WriteStringValue(place.Name(member.Name, member.Value.GetString()!));
        else member.Value.WriteTo(writer);
    }

    private void WriteRecords(Utf8JsonWriter writer, long zone)
    {
        var records = new List<ZoneFileRecord>();
        foreach (var row in _records.GetValueOrDefault(zone) ?? [])
        {
            using var document = JsonDocument.Parse(_spool.Read(row.Offset, row.Length));
            records.Add(StateRecord.Read(document.RootElement, ""));
        }

        records.Sort(ZoneFileOrder.Instance);
        writer.WriteStartArray();
        foreach (var record in records) StateRecord.Write(writer, record);
        writer.WriteEndArray();
    }

    private void WriteReferences(Utf8JsonWriter writer, Type type, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                WriteReference(writer, type, value.GetInt64());
                break;
            case JsonValueKind.Array:
                WriteList(writer, type, ReferenceIds.Of(value));
                break;
            // The order of assignments says nothing.
            case JsonValueKind.String:
                WriteList(writer, type, ReferenceIds.Of(value).OrderBy(static id => id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal));
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WriteList(Utf8JsonWriter writer, Type type, IEnumerable<long> ids)
    {
        writer.WriteStartArray();
        foreach (var id in ids) WriteReference(writer, type, id);
        writer.WriteEndArray();
    }

    private void WriteReference(Utf8JsonWriter writer, Type type, long id)
    {
        if (id <= 0)
        {
            writer.WriteNullValue();
            return;
        }

        var name = type == typeof(Server) ? _servers?.Find(server => server.Id == id)?.Name
            : type == typeof(PhpVersion) ? _php.GetValueOrDefault(id)
            : type == typeof(ClientTemplate) ? _templates.GetValueOrDefault(id) : null;
        if (name is not null)
        {
            writer.WriteStringValue(name);
            return;
        }

        foreach (var noun in StateNouns.OfType(type))
        {
            if (!_byId.TryGetValue((noun.Table, id), out var found)) continue;
            if (found.Noun.Identity.Count == 1)
            {
                writer.WriteStringValue(KeyOf(found.Noun, found.Row));
                return;
            }

            var other = Resolve(found.Noun, found.Row, withRecords: false);
            writer.WriteStartObject();
            foreach (var ordinal in found.Noun.Identity)
            {
                writer.WritePropertyName(found.Noun.Columns[ordinal].StateName);
                other[found.Noun.Columns[ordinal].StateName].WriteTo(writer);
            }

            writer.WriteEndObject();
            return;
        }

        // What is gone, or may not be read, has no name.
        writer.WriteStartObject();
        writer.WriteNumber(nameof(PanelObject.Id), id);
        writer.WriteEndObject();
    }
}
