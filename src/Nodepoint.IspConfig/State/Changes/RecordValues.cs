using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>Converts rows of the data log to records, and records to the values of their members.</summary>
internal static class RecordValues
{
    /// <summary>Reads a record from the columns of a row, with its secrets.</summary>
    public static T Read<T>(PanelNoun<T> noun, IReadOnlyDictionary<string, string?> row) where T : PanelObject
    {
        var reader = new Utf8JsonReader(Json(row));
        reader.Read();
        return noun.WithoutCopies(noun.Read(ref reader, withSecrets: true));
    }

    /// <summary>Reads a DNS record from the columns of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="zone">The origin of its zone.</param>
    public static DnsRecord Read(IReadOnlyDictionary<string, string?> row, string zone)
    {
        var reader = new Utf8JsonReader(Json(row));
        reader.Read();
        return DnsRecordTable.Read(ref reader) with { Zone = zone, AdditionalFields = new Dictionary<string, string?>() };
    }

    /// <summary>Gets the values of all members of a record, by ordinal, as a state keeps them.</summary>
    public static JsonElement[] Of<T>(PanelNoun<T> noun, T value) where T : PanelObject
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (var ordinal = 0; ordinal < noun.Columns.Count; ordinal++) noun.WriteMember(writer, value, ordinal);
            writer.WriteEndArray();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>Whether two values of a member are equal.</summary>
    public static bool Same(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && (one.ValueKind == JsonValueKind.Undefined || one.GetRawText() == other.GetRawText());

    private static byte[] Json(IReadOnlyDictionary<string, string?> row)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in row) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
