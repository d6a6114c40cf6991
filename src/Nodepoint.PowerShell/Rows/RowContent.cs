using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>The parameters of a row as JSON for the journal, without secrets and without those that say how the command runs.</summary>
internal static class RowContent
{
    private const string InputObject = "InputObject";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Parameters that say how the command runs, not what it writes.
    private static readonly HashSet<string> CommandParameters = new(
        [
            .. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters, nameof(PanelCommand.Panel), nameof(IThrottled.ThrottleLimit), nameof(IJournaled.Journal),
            nameof(IJournaled.TotalCount), InputObject, FailedRows.Number, FailedRows.Token, "PassThru", "SkipExisting", "IgnoreUnknownColumn", "Rest", "Wait", "TimeoutSec", "Recurse", "Force", "EnforceLimit", "NoRecord", "GeneratePassword",
        ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the parameters.</summary>
    /// <param name="given">The parameters, by name.</param>
    /// <param name="subject">What the row is about.</param>
    /// <param name="hidden">Texts that look like passwords, which people do not see.</param>
    /// <returns>The JSON for people, from which a failed row is made again; and the one that is equal for equal rows: without the subject, and with numbers for objects.</returns>
    public static (byte[] Given, byte[] Compared) Of(IEnumerable<KeyValuePair<string, object?>> given, RowSubject subject, IReadOnlyList<string>? hidden = null)
    {
        var sorted = new List<KeyValuePair<string, object?>>(given);
        sorted.RemoveAll(static one => CommandParameters.Contains(one.Key) || IsEmpty(one.Value) || IsSecret(one.Value));
        sorted.Sort(static (one, other) => StringComparer.OrdinalIgnoreCase.Compare(one.Key, other.Key));
        var shown = Of(isShown: true, hidden is null ? sorted : sorted.FindAll(one => !PossibleSecret.TextsOf(one.Value).Any(hidden.Contains)));
        var differs = hidden is not null;
        for (var i = sorted.Count - 1; i >= 0; i--)
        {
            if (subject.Is(sorted[i].Key, sorted[i].Value)) sorted.RemoveAt(i);
            else if (RowSubject.NumberOf(sorted[i].Value) is { } number) sorted[i] = new(sorted[i].Key, number);
            else if ((sorted[i].Value is PSObject wrapped ? wrapped.BaseObject : sorted[i].Value) is not IDictionary) continue;
            differs = true;
        }

        return (shown, differs ? Of(isShown: false, sorted) : shown);
    }

    /// <summary>Whether a value is a secret.</summary>
    public static bool IsSecret(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) is SecureString or PSCredential;

    private static bool IsEmpty(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) is null;

    private static byte[] Of(bool isShown, List<KeyValuePair<string, object?>> sorted)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in sorted)
            {
                writer.WritePropertyName(name);
                Write(writer, value, isShown);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value, bool isShown)
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
            // Columns without a parameter may hold secrets, which people do not see.
            case IDictionary table:
                writer.WriteStartObject();
                foreach (var key in table.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal))
                {
                    writer.WritePropertyName(key.ToString()!);
                    Write(writer, isShown ? null : table[key], isShown);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var one in list) Write(writer, one, isShown);
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
