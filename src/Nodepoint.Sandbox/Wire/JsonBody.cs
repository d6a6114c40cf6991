using System.Globalization;
using System.Text;
using System.Text.Json;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Wire;

/// <summary>PHP's json_decode: objects and lists become PHP arrays.</summary>
internal static class JsonBody
{
    // PHP reads 512 levels and counts the innermost value as one.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 511 };

    /// <summary>The parameters of a call, or null when the body is not a JSON object or list.</summary>
    public static PhpArray? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, Strict);
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return null;
            var value = Value(ref reader);
            return reader.Read() ? null : value as PhpArray;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new PhpArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members[name] = Value(ref reader);
                }
                return members;
            case JsonTokenType.StartArray:
                var items = new PhpArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Append(Value(ref reader));
                return items;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return Number(ref reader);
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                return null;
        }
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !reader.ValueSpan.SequenceEqual("-0"u8) && reader.TryGetInt64(out var whole))
            return whole;
        return double.Parse(Encoding.ASCII.GetString(reader.ValueSpan), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
