using System.Buffers;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>The columns of a record that have no member in this version. As text they are JSON, which a CSV file keeps.</summary>
/// <param name="fields">The columns and their values.</param>
internal sealed class AdditionalFieldTable(IDictionary<string, string?> fields) : ReadOnlyDictionary<string, string?>(fields)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>No columns.</summary>
    public static AdditionalFieldTable None { get; } = new(new Dictionary<string, string?>(0));

    /// <summary>A table of columns.</summary>
    public static AdditionalFieldTable Of(IReadOnlyDictionary<string, string?> fields)
        => fields as AdditionalFieldTable ?? (fields.Count == 0 ? None : new AdditionalFieldTable(fields as IDictionary<string, string?> ?? new Dictionary<string, string?>(fields)));

    /// <summary>Returns the columns as a JSON object.</summary>
    /// <returns>The JSON; empty for no columns.</returns>
    public override string ToString()
    {
        if (Count == 0) return "";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in this) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
