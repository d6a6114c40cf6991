using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The fields of a record's data, read from the words of a master file.</summary>
/// <param name="lexer">The file, behind the type.</param>
/// <param name="origin">The name that relative names belong to; null if it is not known.</param>
/// <param name="relative">Is told each relative name and what it means.</param>
internal sealed class MasterFields(ZoneFileLexer lexer, string? origin, Action<string, string, long>? relative) : IRecordFields
{
    /// <inheritdoc/>
    public bool HasMore
    {
        get
        {
            var kind = lexer.Read(isQuotable: true);
            lexer.PutBack();
            return kind is ZoneFileToken.Word or ZoneFileToken.Quoted;
        }
    }

    /// <inheritdoc/>
    public long Number(string what, int bytes, IReadOnlyDictionary<string, int>? names = null)
    {
        var most = (1L << (8 * bytes)) - 1;
        var word = Next(what);
        if (names is not null && names.TryGetValue(Encoding.Latin1.GetString(word), out var named)) return named;
        if (word.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > most)
            throw Problem($"The {what} must be a number from 0 to {most.ToString(CultureInfo.InvariantCulture)}, not {Show(word)}.");
        return number;
    }

    /// <inheritdoc/>
    public long Period(string what)
    {
        var word = Next(what);
        return ZoneFilePeriod.TryRead(word, out var seconds) ? seconds : throw Problem($"The {what} must be a number of seconds or a time such as 1h30m, not {Show(word)}.");
    }

    /// <inheritdoc/>
    public string Name(string what)
    {
        var word = Next(what);
        var name = ZoneFileName.Read(word, origin, out var problem);
        if (problem is not null) throw Problem($"{Show(word)} is not a valid name for the {what}: {problem}.");
        if (word[^1] != '.' && relative is not null && !word.SequenceEqual("@"u8)) relative(Encoding.UTF8.GetString(word), name, lexer.Line);
        return name;
    }

    /// <inheritdoc/>
    public string Address(int bytes)
    {
        var word = Encoding.UTF8.GetString(Next("address"));
        var isValid = bytes == 4
            ? word.Split('.') is { Length: 4 } parts && Array.TrueForAll(parts, static part => part.Length is > 0 and < 4 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0') && int.Parse(part, CultureInfo.InvariantCulture) < 256)
            : word.All(static character => char.IsAsciiHexDigit(character) || character is ':' or '.');
        if (!isValid || !IPAddress.TryParse(word, out var address) || address.AddressFamily != (bytes == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6))
            throw Problem($"{Excerpt.Of(word)} is not a valid {(bytes == 4 ? "IPv4" : "IPv6")} address.");
        return address.ToString();
    }

    /// <inheritdoc/>
    public byte[] Text(string what)
    {
        var text = LongText(what);
        return text.Length <= 255 ? text : throw Problem($"The {what} has {text.Length.ToString(CultureInfo.InvariantCulture)} bytes. The maximum of one text is 255; several texts in quotation marks can follow one another.");
    }

    /// <inheritdoc/>
    public byte[] LongText(string what)
    {
        Next(what, isQuotable: true);
        var token = lexer.Token;
        var text = new byte[token.Length];
        var length = 0;
        for (var at = 0; at < token.Length; at++)
        {
            var value = token[at];
            if (value == '\\' && !ZoneFileName.TryReadEscape(token, ref at, out value, out var problem)) throw Problem($"The {what} is not valid: {problem}.");
            text[length++] = value;
        }

        return text.AsSpan(0, length).ToArray();
    }

    /// <inheritdoc/>
    public string Word(string what)
    {
        var word = Next(what, isQuotable: true);
        foreach (var character in word)
            if (!char.IsAsciiLetterOrDigit((char)character)) throw Problem($"The {what} must consist of letters and digits, not {Show(word)}.");
        return word.IsEmpty ? throw Problem($"The {what} is empty.") : Encoding.ASCII.GetString(word);
    }

    /// <inheritdoc/>
    public string Digits(string what)
    {
        var digits = new StringBuilder();
        do digits.Append(Encoding.UTF8.GetString(Next(what)).ToUpperInvariant());
        while (HasMore);
        return digits.Length % 2 == 0 && IsHexadecimal(digits) ? digits.ToString() : throw Problem($"The {what} must be an even number of hexadecimal digits.");
    }

    /// <inheritdoc/>
    public string Location()
    {
        var words = new List<string>();
        do words.Add(Encoding.UTF8.GetString(Next("location")));
        while (HasMore);
        return string.Join(' ', words);
    }

    /// <inheritdoc/>
    public ZoneFileException Problem(string message) => lexer.Problem(message);

    /// <summary>Reads the bytes of a record in the form of RFC 3597, if the data has that form.</summary>
    /// <returns>The fields; null if the data has another form.</returns>
    public WireFields? TryReadWire()
    {
        if (lexer.Read(isQuotable: true) != ZoneFileToken.Word || !lexer.Token.SequenceEqual("\\#"u8))
        {
            lexer.PutBack();
            return null;
        }

        var length = Number("length of the data", 2);
        var digits = length == 0 && !HasMore ? "" : Digits("data");
        return digits.Length == 2 * length ? new WireFields(Convert.FromHexString(digits), lexer.Problem)
            : throw Problem($"The data has {(digits.Length / 2).ToString(CultureInfo.InvariantCulture)} bytes, but its length is specified as {length.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static bool IsHexadecimal(StringBuilder digits)
    {
        foreach (var chunk in digits.GetChunks())
            foreach (var digit in chunk.Span)
                if (!char.IsAsciiHexDigit(digit)) return false;
        return true;
    }

    private static string Show(ReadOnlySpan<byte> word) => Excerpt.Of(Encoding.UTF8.GetString(word));

    private ReadOnlySpan<byte> Next(string what, bool isQuotable = false)
        => lexer.Read(isQuotable: isQuotable) is ZoneFileToken.Word or ZoneFileToken.Quoted ? lexer.Token : throw Problem($"The record ends before its {what}.");
}
