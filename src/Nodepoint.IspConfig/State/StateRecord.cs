using System.Text.Json;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.State;

/// <summary>A record of a zone, as a state keeps it.</summary>
internal static class StateRecord
{
    public static void Write(Utf8JsonWriter writer, ZoneFileRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString(nameof(record.Name), record.Name);
        writer.WriteString(nameof(record.Type), record.Type);
        if (record.Priority is { } priority) writer.WriteNumber(nameof(record.Priority), priority);
        writer.WriteString(nameof(record.Value), record.Value);
        writer.WriteNumber(nameof(record.Ttl), record.Ttl);
        if (!record.Active) writer.WriteBoolean(nameof(record.Active), false);
        writer.WriteEndObject();
    }

    public static ZoneFileRecord Read(JsonElement record, string zone) => new()
    {
        Zone = zone,
        Name = Text(record, nameof(ZoneFileRecord.Name)),
        Type = Text(record, nameof(ZoneFileRecord.Type)),
        Value = Text(record, nameof(ZoneFileRecord.Value)),
        Priority = record.TryGetProperty(nameof(ZoneFileRecord.Priority), out var priority) ? (int?)StateValue.Number(priority) : null,
        Ttl = record.TryGetProperty(nameof(ZoneFileRecord.Ttl), out var ttl) ? StateValue.Number(ttl) ?? 0 : throw new FormatException("A record of the zone has no Ttl."),
        Active = !record.TryGetProperty(nameof(ZoneFileRecord.Active), out var active) || StateValue.Flag(active) != false,
        Line = 0,
    };

    private static string Text(JsonElement record, string name)
        => record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) ? StateValue.Text(value) : throw new FormatException($"A record of the zone has no {name}.");
}
