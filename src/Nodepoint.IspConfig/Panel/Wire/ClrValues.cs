using System.Collections;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>Writes a user's values into a call.</summary>
internal static class ClrValues
{
    private const int MaxDepth = 32;

    /// <summary>Creates a call of a function with named arguments.</summary>
    /// <exception cref="PanelException">An argument cannot be sent.</exception>
    public static PanelCall Call(string function, IReadOnlyDictionary<string, object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.ContainsKey("session_id"))
            throw new PanelException(FaultKind.InvalidArgument, function, "Do not specify session_id; the connection adds it.");
        return new PanelCall(function, writer =>
        {
            foreach ((string name, object? value) in arguments)
            {
                writer.WritePropertyName(name);
                Write(writer, function, name, value, 1);
            }
        });
    }

    private static void Write(Utf8JsonWriter writer, string function, string name, object? value, int depth)
    {
        if (depth > MaxDepth) throw new PanelException(FaultKind.InvalidArgument, function, $"Argument '{name}' is nested too deeply; at most {MaxDepth} levels are supported.");
        switch (value)
        {
            case null or DBNull: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case Enum named: writer.WriteStringValue(named.ToString()); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case sbyte or short: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case byte or ushort or uint or ulong: writer.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case DateTime time: writer.WriteStringValue(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset time: writer.WriteStringValue(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)); break;
            case DateOnly day: writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case char or Guid or IPAddress or System.Uri or Version or System.Numerics.BigInteger:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case SecureString secret: writer.WriteStringValue(new NetworkCredential("", secret).Password); break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } json: json.WriteTo(writer); break;
            case IDictionary pairs:
                writer.WriteStartObject();
                foreach (DictionaryEntry pair in pairs) Member(writer, function, name, pair.Key, pair.Value, depth);
                writer.WriteEndObject();
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                writer.WriteStartObject();
                foreach ((string key, object? member) in pairs) Member(writer, function, name, key, member, depth);
                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items) Write(writer, function, name, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                throw new PanelException(FaultKind.InvalidArgument, function, $"Argument '{name}' is or contains a {value.GetType().Name}, which cannot be sent to the panel.");
        }
    }

    private static void Member(Utf8JsonWriter writer, string function, string name, object key, object? value, int depth)
    {
        writer.WritePropertyName(Convert.ToString(key, CultureInfo.InvariantCulture)!);
        Write(writer, function, name, value, depth + 1);
    }
}
