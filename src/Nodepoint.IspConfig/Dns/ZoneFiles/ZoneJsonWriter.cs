using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Writes a zone as JSON: one object, with a line for each record, so that a change of a record is a change of a line. docs/schema/zone.json describes it.</summary>
internal static class ZoneJsonWriter
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a zone. The same records always give the same text.</summary>
    /// <param name="output">The file.</param>
    /// <param name="zone">The zone.</param>
    public static void Write(TextWriter output, ZoneDocument zone)
    {
        var sorted = zone.Records.ToList();
        sorted.Sort(ZoneFileOrder.Instance);
        output.Write($"{{\n  \"zone\": {Line(writer => writer.WriteStringValue(zone.Zone))},\n");
        if (zone.Soa is { } soa)
        {
            if (!soa.Active) output.Write("  \"active\": false,\n");
            output.Write($"  \"soa\": {Line(writer => Write(writer, soa))},\n");
        }

        output.Write("  \"records\": [");
        var separator = "\n";
        foreach (var record in sorted)
        {
            output.Write($"{separator}    {Line(writer => Write(writer, record))}");
            separator = ",\n";
        }

        output.Write(sorted.Count > 0 ? "\n  ]\n}\n" : "]\n}\n");
    }

    private static void Write(Utf8JsonWriter writer, ZoneFileSoa soa)
    {
        writer.WriteStartObject();
        writer.WriteString("ns", soa.Ns);
        writer.WriteString("mbox", soa.Mbox);
        writer.WriteNumber("serial", soa.Serial);
        writer.WriteNumber("refresh", soa.Refresh);
        writer.WriteNumber("retry", soa.Retry);
        writer.WriteNumber("expire", soa.Expire);
        writer.WriteNumber("minimum", soa.Minimum);
        writer.WriteNumber("ttl", soa.Ttl);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ZoneFileRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("name", record.Name);
        writer.WriteString("type", record.Type);
        if (record.Priority is { } priority) writer.WriteNumber("priority", priority);
        writer.WriteString("value", record.Value);
        writer.WriteNumber("ttl", record.Ttl);
        if (!record.Active) writer.WriteBoolean("active", false);
        writer.WriteEndObject();
    }

    private static string Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
