using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// Converts single values to and from the panel's format: strings when read ("1", "y"), strings and integers when written,
/// never a JSON Boolean, which the panel silently converts.
/// </summary>
internal static class PanelValue
{
    private const string PanelTime = "yyyy-MM-dd HH:mm:ss";
    private const int MaxSecretLength = 65_536;
    private const int LongestRepeated = 128;
    private const int LongestParsed = 128;

    // Most texts of one character are flags and digits.
    private static readonly string[] Single = [.. Enumerable.Range(0, 128).Select(code => ((char)code).ToString())];

    /// <summary>Reads a text; null, lists and objects become empty.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The text.</returns>
    public static string Text(ref Utf8JsonReader reader) => TextOrNull(ref reader) ?? "";

    /// <summary>Reads a text of which many rows have the same, such as a folder. Null, lists and objects become empty.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="last">The text of the row before, which is returned again if it is equal; becomes that of this row. Rows that are read at the same time may share it.</param>
    /// <returns>The text.</returns>
    public static string Text(ref Utf8JsonReader reader, ref string last)
    {
        // Another row may replace it at any time, so what is compared is what is returned.
        var known = Volatile.Read(ref last);
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(known)) return known;
        var text = Text(ref reader);
        if (text.Length <= LongestRepeated) last = text;
        return text;
    }

    /// <summary>Reads a text without the column's prefix.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="prefix">The prefix.</param>
    /// <returns>The text after the prefix; the whole text if the prefix is missing.</returns>
    public static string Text(ref Utf8JsonReader reader, string prefix)
    {
        var text = Text(ref reader);
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
    }

    /// <summary>Reads a text or null.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The text; null for null. Lists and objects are skipped and become null.</returns>
    public static string? TextOrNull(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.ValueSpan switch { [] => "", [var single and < 128] => Single[single], _ => reader.GetString() };
            case JsonTokenType.Number: return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.True: return "1";
            case JsonTokenType.False: return "";
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                reader.Skip();
                return null;
            default: return null;
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The number; 0 if missing.</returns>
    public static long Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && !reader.HasValueSequence)
            return Utf8Parser.TryParse(reader.ValueSpan, out long number, out _) ? number : 0;
        return long.TryParse(TextOrNull(ref reader), NumberStyles.Integer, CultureInfo.InvariantCulture, out var slow) ? slow : 0;
    }

    /// <summary>Reads a quantity in the member's unit.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="unit">How many of the member's units make one unit of the column.</param>
    /// <param name="unlimited">The column's value for unlimited; null if it has none.</param>
    /// <returns>The quantity; -1 for unlimited.</returns>
    public static long Quantity(ref Utf8JsonReader reader, long unit, long? unlimited)
    {
        var number = Number(ref reader);
        return number == unlimited ? -1 : number < 0 ? number : number > long.MaxValue / unit ? long.MaxValue : number * unit;
    }

    // Dividing by it removes the trailing zeros of a decimal.
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>Reads a number with a fraction.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The number; 0 if missing.</returns>
    public static decimal Fraction(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[LongestParsed];
        return decimal.TryParse(text[..Copy(ref reader, text)], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number / One : 0;
    }

    /// <summary>Reads a Boolean: y, Y and 1 are true, everything else is false.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static bool Flag(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return TextOrNull(ref reader) is "1";
        return reader.ValueTextEqualsAny();
    }

    private static bool ValueTextEqualsAny(this ref Utf8JsonReader reader)
        => reader.ValueSpan is [(byte)'y' or (byte)'Y' or (byte)'1'];

    /// <summary>Reads a time in the local time zone, because the panel stores times without a zone.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The time; null if missing.</returns>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[LongestParsed];
        return DateTimeOffset.TryParse(text[..Copy(ref reader, text)], CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;
    }

    /// <summary>Reads a list stored as one text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="separator">The separator between the elements; surrounding white space and line breaks are removed.</param>
    /// <returns>The elements.</returns>
    public static string[] List(ref Utf8JsonReader reader, string separator)
        => Text(ref reader) is { Length: > 0 } text ? text.Split([separator, "\n"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    /// <summary>Reads an IP address.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The address; null if it is missing or not valid.</returns>
    public static IPAddress? Address(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[LongestParsed];
        return IPAddress.TryParse(text[..Copy(ref reader, text)], out var address) ? address : null;
    }

    /// <summary>Reads a named value; names are not case-sensitive, and an unknown name of a newer panel becomes the value without a name, otherwise the enumeration's first.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="names">The panel's name for each value.</param>
    /// <returns>The value.</returns>
    public static T Named<T>(ref Utf8JsonReader reader, NamedValues<T> names) where T : struct, Enum
    {
        Span<char> text = stackalloc char[LongestParsed];
        return names.Parse(text[..Copy(ref reader, text)]);
    }

    // Copies a text that is going to be parsed, so that no string is made of it; a longer one than can be parsed is left out.
    private static int Copy(ref Utf8JsonReader reader, scoped Span<char> text)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.ValueSpan.Length <= text.Length ? reader.CopyString(text) : 0;
        var other = TextOrNull(ref reader);
        return other.AsSpan().TryCopyTo(text) ? other?.Length ?? 0 : 0;
    }

    /// <summary>Reads a secret that the panel returns.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The secret; null if missing.</returns>
    /// <exception cref="RuleException">The secret is too long for a secure string.</exception>
    public static SecureString? Secret(ref Utf8JsonReader reader)
    {
        var text = TextOrNull(ref reader);
        if (text?.Length > MaxSecretLength) throw new FormatException("The panel returned a secret that is too long.");
        return string.IsNullOrEmpty(text) ? null : SecretText.From(text);
    }

    /// <summary>Writes a password, or its hash with the flag that marks it as a hash: the panel then stores it, and every other password of the row, unchanged.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The column.</param>
    /// <param name="secret">The password, which the panel hashes.</param>
    /// <param name="hash">The hash; null if missing.</param>
    public static void WriteHashed(Utf8JsonWriter writer, JsonEncodedText name, SecureString? secret, SecureString? hash)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(name, SecretText.Reveal(hash ?? secret));
        if (hash is not null) writer.WriteNumber("_ispconfig_pw_crypted"u8, 1);
    }

    /// <summary>Converts a quantity to the column's format.</summary>
    /// <param name="value">The quantity in the member's unit; a negative value means unlimited if the column has a value for it.</param>
    /// <param name="unit">How many of the member's units make one unit of the column.</param>
    /// <param name="unlimited">The column's value for unlimited; null if it has none.</param>
    /// <param name="most">The largest number that the column can store.</param>
    /// <param name="member">The member, for messages.</param>
    /// <returns>The column's number, rounded up to a whole unit.</returns>
    /// <exception cref="RuleException">The quantity is too large for the column.</exception>
    public static long ToColumn(long value, long unit, long? unlimited, long most, string member)
    {
        if (value < 0 && unlimited is { } marker) return marker;
        if (value <= 0) return value;
        var number = (value - 1) / unit + 1;
        // The panel would silently store the largest number it can.
        return number <= most ? number : throw new RuleException(Rule.ValueOutOfRange, string.Create(CultureInfo.InvariantCulture, $"-{member} is {value}, which is more than the panel can store. Use at most {(most > long.MaxValue / unit ? long.MaxValue : most * unit)}."));
    }

    /// <summary>Converts a text to the column's format.</summary>
    /// <param name="value">The text.</param>
    /// <param name="member">The member, for messages.</param>
    /// <returns>The text.</returns>
    /// <exception cref="RuleException">The text contains characters that the panel's database cannot store.</exception>
    public static string ToColumn(string value, string member)
        => value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? value
            : throw new RuleException(Rule.InvalidText, $"-{member} contains a character that the panel's database cannot store, such as an emoji: it would be stored as ????. Remove the character.");

    /// <summary>Converts a Boolean to the column's format.</summary>
    /// <param name="value">The member's value.</param>
    /// <param name="inverted">Whether the column has the opposite meaning.</param>
    /// <param name="upper">Whether the column uses uppercase letters.</param>
    /// <returns>y or n, never a JSON Boolean.</returns>
    public static string ToColumn(bool value, bool inverted, bool upper)
        => (value != inverted, upper) switch { (true, false) => "y", (false, false) => "n", (true, true) => "Y", _ => "N" };

    /// <summary>Converts a time to the column's format.</summary>
    /// <param name="value">The time, or null for none.</param>
    /// <returns>The time in the panel's format and the local time zone; empty for none.</returns>
    public static string ToColumn(DateTimeOffset? value)
        => value?.ToLocalTime().ToString(PanelTime, CultureInfo.InvariantCulture) ?? "";
}
