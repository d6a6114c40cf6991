using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// Single values as the panel stores them: all texts when read ("1", "y"), texts and integers when written, never a JSON
/// boolean, which the panel turns into something else without a word.
/// </summary>
public static class PanelValue
{
    private const string PanelTime = "yyyy-MM-dd HH:mm:ss";
    private const int LongestSecret = 65_536;

    /// <summary>A text; null and anything that is no scalar become empty.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The text.</returns>
    public static string Text(ref Utf8JsonReader reader) => TextOrNull(ref reader) ?? "";

    /// <summary>A text without what the column has before every one.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="prefix">What stands before it.</param>
    /// <returns>The text after it; the whole text where it is missing.</returns>
    public static string Text(ref Utf8JsonReader reader, string prefix)
    {
        var text = Text(ref reader);
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
    }

    /// <summary>A text or null.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The text; null for null. Lists and objects are skipped and count as null.</returns>
    public static string? TextOrNull(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.ValueSpan.Length == 0 ? "" : reader.GetString();
            case JsonTokenType.Number: return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.True: return "1";
            case JsonTokenType.False: return "";
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                reader.Skip();
                return null;
            default: return null;
        }
    }

    /// <summary>A whole number.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The number; 0 where there is none.</returns>
    public static long Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && !reader.HasValueSequence)
            return Utf8Parser.TryParse(reader.ValueSpan, out long number, out _) ? number : 0;
        return long.TryParse(TextOrNull(ref reader), NumberStyles.Integer, CultureInfo.InvariantCulture, out var slow) ? slow : 0;
    }

    /// <summary>A quantity in the member's unit.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="unit">How many of the member's units one of the column is.</param>
    /// <param name="unlimited">What stands for unlimited; null where the column has no such marker.</param>
    /// <returns>The quantity; -1 for unlimited.</returns>
    public static long Quantity(ref Utf8JsonReader reader, long unit, long? unlimited)
    {
        var number = Number(ref reader);
        return number == unlimited ? -1 : number < 0 ? number : number > long.MaxValue / unit ? long.MaxValue : number * unit;
    }

    // Divided by it, a decimal loses the zeros that the column puts after its digits.
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>A number with a fraction.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The number; 0 where there is none.</returns>
    public static decimal Fraction(ref Utf8JsonReader reader)
        => decimal.TryParse(TextOrNull(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number / One : 0;

    /// <summary>A switch: y, Y and 1 are yes, all else is no.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>True for yes.</returns>
    public static bool Flag(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return TextOrNull(ref reader) is "1";
        return reader.ValueTextEqualsAny();
    }

    private static bool ValueTextEqualsAny(this ref Utf8JsonReader reader)
        => reader.ValueSpan is [(byte)'y' or (byte)'Y' or (byte)'1'];

    /// <summary>A point in time, in this machine's zone, as the panel names none.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The time; null where there is none.</returns>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader)
        => DateTimeOffset.TryParse(TextOrNull(ref reader), CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;

    /// <summary>A list in one text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="separator">What stands between the elements; blanks and line ends around them are dropped.</param>
    /// <returns>The elements.</returns>
    public static string[] List(ref Utf8JsonReader reader, string separator)
        => Text(ref reader).Split([separator, "\n"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A network address.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The address; null where there is none or none that can be read.</returns>
    public static IPAddress? Address(ref Utf8JsonReader reader)
        => IPAddress.TryParse(TextOrNull(ref reader), out var address) ? address : null;

    /// <summary>A named value; names are compared without case, and a value of a newer panel is the one without a word, else the enumeration's first.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="names">The panel's word of each value.</param>
    /// <returns>The value.</returns>
    public static T Named<T>(ref Utf8JsonReader reader, NamedValues<T> names) where T : struct, Enum => names.Parse(Text(ref reader));

    /// <summary>A secret that the panel gives back.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The secret; null where there is none.</returns>
    /// <exception cref="FormatException">It is longer than a secure string can be.</exception>
    public static SecureString? Secret(ref Utf8JsonReader reader)
    {
        var text = TextOrNull(ref reader);
        if (text?.Length > LongestSecret) throw new FormatException("A secret is longer than any the panel keeps.");
        return string.IsNullOrEmpty(text) ? null : SecretText.From(text);
    }

    /// <summary>Writes a password, or its hash with the word that it is one: the panel stores it as it is then, and so it does with every other password of the row.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The column.</param>
    /// <param name="secret">The password, which the panel hashes.</param>
    /// <param name="hash">The hash; null where there is none.</param>
    public static void WriteHashed(Utf8JsonWriter writer, JsonEncodedText name, SecureString? secret, SecureString? hash)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(name, SecretText.Reveal(hash ?? secret));
        if (hash is not null) writer.WriteNumber("_ispconfig_pw_crypted"u8, 1);
    }

    /// <summary>A quantity as the column has it.</summary>
    /// <param name="value">The quantity in the member's unit; below 0 is unlimited where the column has a marker for it.</param>
    /// <param name="unit">How many of the member's units one of the column is.</param>
    /// <param name="unlimited">What stands for unlimited; null where the column has no such marker.</param>
    /// <param name="most">The largest number that the column holds.</param>
    /// <param name="member">The member, for people.</param>
    /// <returns>The column's number, rounded up to its unit.</returns>
    /// <exception cref="FormatException">The column does not hold so much.</exception>
    public static long ToColumn(long value, long unit, long? unlimited, long most, string member)
    {
        if (value < 0 && unlimited is { } marker) return marker;
        if (value <= 0) return value;
        var number = (value - 1) / unit + 1;
        // The panel would store the largest it can instead, without a word.
        return number <= most ? number : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{member} is {value}, which is more than the panel can store. Give at most {(most > long.MaxValue / unit ? long.MaxValue : most * unit)}."));
    }

    /// <summary>A text as the column has it.</summary>
    /// <param name="value">The text.</param>
    /// <param name="member">The member, for people.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">It has characters that the panel's database does not keep.</exception>
    public static string ToColumn(string value, string member)
        => value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? value
            : throw new FormatException($"{member} has a character that the panel's database does not keep, such as an emoji: it would store ???? in its place. Leave it out.");

    /// <summary>A switch as the column has it.</summary>
    /// <param name="value">The member's value.</param>
    /// <param name="inverted">Whether the column says the opposite.</param>
    /// <param name="upper">Whether the column has capital letters.</param>
    /// <returns>y or n, never a JSON boolean.</returns>
    public static string ToColumn(bool value, bool inverted, bool upper)
        => (value != inverted, upper) switch { (true, false) => "y", (false, false) => "n", (true, true) => "Y", _ => "N" };

    /// <summary>A point in time as the column has it.</summary>
    /// <param name="value">The time, or null for none.</param>
    /// <returns>The panel's form of it, in this machine's zone; empty for none.</returns>
    public static string ToColumn(DateTimeOffset? value)
        => value?.ToLocalTime().ToString(PanelTime, CultureInfo.InvariantCulture) ?? "";
}
