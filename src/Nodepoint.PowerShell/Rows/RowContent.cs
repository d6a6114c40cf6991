using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>The parameters of a row as JSON for the journal. Of a secret, only the name is written.</summary>
internal static class RowContent
{
    private const string InputObject = "InputObject";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Parameters that say how the command runs, not what it writes.
    private static readonly HashSet<string> CommandParameters = new(
        [
            .. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters, nameof(PanelCommand.Panel), nameof(IThrottled.ThrottleLimit), nameof(IJournaled.Journal),
            nameof(IJournaled.TotalCount), InputObject, FailedRows.Number, "PassThru", "SkipExisting", "IgnoreUnknownColumn", "Rest",
        ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the parameters.</summary>
    /// <param name="given">The parameters, by name.</param>
    /// <returns>The JSON.</returns>
    public static byte[] Of(IEnumerable<KeyValuePair<string, object?>> given)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            var sorted = new List<KeyValuePair<string, object?>>(given);
            sorted.RemoveAll(static one => CommandParameters.Contains(one.Key));
            sorted.Sort(static (one, other) => StringComparer.OrdinalIgnoreCase.Compare(one.Key, other.Key));
            foreach (var (name, value) in sorted)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case null or SecureString or PSCredential: writer.WriteNullValue(); break;
            case string text: Write(writer, text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case SwitchParameter flag: writer.WriteBooleanValue(flag.IsPresent); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case DateTimeOffset time: writer.WriteStringValue(time); break;
            // Columns without a parameter may hold secrets.
            case IDictionary table:
                writer.WriteStartObject();
                foreach (var name in table.Keys.Cast<object>().Select(key => key.ToString()!).Order(StringComparer.Ordinal)) writer.WriteNull(name);
                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var one in list) Write(writer, one);
                writer.WriteEndArray();
                break;
            case { } other: Write(writer, string.Create(CultureInfo.InvariantCulture, $"{other}")); break;
        }
    }

    // A certificate bundle often contains the private key.
    private static void Write(Utf8JsonWriter writer, string text)
    {
        if (text.Contains("PRIVATE KEY-----", StringComparison.OrdinalIgnoreCase)) writer.WriteNullValue();
        else writer.WriteStringValue(text);
    }
}
