using System.Globalization;
using System.Net;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>Converts values of members to and from the JSON of a state, the same in every culture and time zone.</summary>
internal static class StateValue
{
    public static void Write(Utf8JsonWriter writer, string? value) => writer.WriteStringValue(value);

    public static void Write(Utf8JsonWriter writer, bool? value)
    {
        if (value is { } flag) writer.WriteBooleanValue(flag);
        else writer.WriteNullValue();
    }

    public static void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public static void Write(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    public static void Write(Utf8JsonWriter writer, long? value)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }

    public static void Write(Utf8JsonWriter writer, decimal value) => writer.WriteNumberValue(value);

    // The panel stores times without a zone, in that of its server.
    public static void Write(Utf8JsonWriter writer, DateTimeOffset? value)
    {
        if (value is { } time) writer.WriteStringValue(time.LocalDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        else writer.WriteNullValue();
    }

    public static void Write(Utf8JsonWriter writer, string[] value)
    {
        writer.WriteStartArray();
        foreach (var text in value) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, IPAddress? value) => writer.WriteStringValue(value?.ToString());

    public static void Write<T>(Utf8JsonWriter writer, T value) where T : struct, Enum => writer.WriteStringValue(value.ToString());

    public static void Write(Utf8JsonWriter writer, SecureString? value)
    {
        if (value is null) writer.WriteNullValue();
        else writer.WriteStringValue(SecretText.Reveal(value));
    }

    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? "" : throw Wrong(value, "a text");

    public static bool? Flag(JsonElement value)
        => value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, JsonValueKind.Null => null, _ => throw Wrong(value, "true or false") };

    public static long? Number(JsonElement value)
        => value.ValueKind == JsonValueKind.Null ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong(value, "a whole number");

    public static decimal Fraction(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw Wrong(value, "a number");

    public static DateTimeOffset? Time(JsonElement value)
        => value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : throw Wrong(value, "a time such as 2027-01-31T12:00:00");

    public static string[] List(JsonElement value)
        => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : throw Wrong(value, "a list of texts");

    public static IPAddress? Address(JsonElement value)
        => value.ValueKind == JsonValueKind.Null ? null : value.ValueKind == JsonValueKind.String && IPAddress.TryParse(value.GetString(), out var address) ? address : throw Wrong(value, "an IP address");

    public static T Named<T>(JsonElement value) where T : struct, Enum
        => value.ValueKind == JsonValueKind.String && Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : throw Wrong(value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    public static SecureString? Secret(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => SecretText.From(value.GetString()),
        // The value is not quoted.
        _ => throw new FormatException("The secret is not a text."),
    };

    private static FormatException Wrong(JsonElement value, string expected) => new($"{Excerpt.Of(value.ToString())} is not {expected}.");
}
