using System.Globalization;
using System.Text;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Reads names in master files (RFC 1035 5.1): lower case, absolute, with a trailing dot, and escaped where a master file needs it.</summary>
internal static class ZoneFileName
{
    // RFC 1035 2.3.4, with the length bytes.
    private const int LongestWire = 255;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a name.</summary>
    /// <param name="token">The word, with its escape sequences.</param>
    /// <param name="origin">The absolute name that is appended to a relative one; null if it is not known.</param>
    /// <param name="problem">What is wrong; null if the name is valid.</param>
    /// <returns>The absolute name; empty if it is not valid.</returns>
    public static string Read(ReadOnlySpan<byte> token, string? origin, out string? problem)
    {
        problem = null;
        if (token.IsEmpty) return Wrong(out problem, "it is empty");
        if (token.SequenceEqual("."u8)) return ".";
        if (token.SequenceEqual("@"u8)) return origin ?? Unknown(out problem, "@");
        var text = new StringBuilder(token.Length + 1 + (origin?.Length ?? 0));
        Span<byte> label = stackalloc byte[DomainText.LongestLabel];
        var (length, wire, isAbsolute, isAscii) = (0, 1, false, true);
        for (var at = 0; at < token.Length; at++)
        {
            var value = token[at];
            if (value == '.')
            {
                if (length == 0) return Wrong(out problem, "it has two dots in a row, or a dot at the start");
                wire += AppendLabel(text, label[..length], isAscii) + 1;
                text.Append('.');
                (length, isAscii) = (0, true);
                isAbsolute = at == token.Length - 1;
                continue;
            }

            if (value == '\\' && !TryReadEscape(token, ref at, out value, out problem)) return "";
            if (length == label.Length) return Wrong(out problem, $"it has a label of more than {DomainText.LongestLabel} bytes");
            isAscii &= value < 0x80;
            label[length++] = value;
        }

        if (length > 0) wire += AppendLabel(text, label[..length], isAscii) + 1;
        if (!isAbsolute)
        {
            if (origin is null) return Unknown(out problem, Encoding.UTF8.GetString(token));
            text.Append('.');
            if (origin != ".") text.Append(origin);
            wire += WireLength(origin) - 1;
        }

        return wire <= LongestWire ? text.ToString() : Wrong(out problem, $"with its zone it is longer than {LongestWire} bytes");
    }

    /// <summary>Writes the bytes of a label as a master file has them.</summary>
    /// <param name="text">The text to append to.</param>
    /// <param name="label">The label.</param>
    public static void Append(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var value in label)
        {
            if (value is <= 0x20 or >= 0x7F) text.Append(CultureInfo.InvariantCulture, $"\\{value:D3}");
            else if ("\"().;\\@$"u8.Contains(value)) text.Append('\\').Append((char)value);
            else text.Append((char)(value is >= (byte)'A' and <= (byte)'Z' ? value | 0x20 : value));
        }
    }

    /// <summary>A name relative to a zone: @ for the zone itself; null if it is not in the zone.</summary>
    /// <param name="name">The absolute name.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    public static string? Relative(string name, string zone)
    {
        if (name == zone) return "@";
        if (zone == ".") return name[..^1];
        var dot = name.Length - zone.Length - 1;
        return dot > 0 && name[dot] == '.' && !IsEscaped(name, dot) && name.EndsWith(zone, StringComparison.Ordinal) ? name[..dot] : null;
    }

    /// <summary>Reads the escape sequence at a backslash: <c>\DDD</c> or <c>\X</c>.</summary>
    /// <param name="token">The word.</param>
    /// <param name="at">The position of the backslash; afterwards that of the sequence's last byte.</param>
    /// <param name="value">The byte.</param>
    /// <param name="problem">What is wrong; null if the sequence is valid.</param>
    public static bool TryReadEscape(ReadOnlySpan<byte> token, ref int at, out byte value, out string? problem)
    {
        (problem, value) = (null, 0);
        if (++at == token.Length) problem = "it ends in a single backslash";
        else if (token[at] is not (>= (byte)'0' and <= (byte)'9')) value = token[at];
        else if (at + 3 > token.Length || !byte.TryParse(token.Slice(at, 3), NumberStyles.None, CultureInfo.InvariantCulture, out value)) problem = "a backslash before a digit needs three digits from 000 to 255";
        else at += 2;
        return problem is null;
    }

    private static int AppendLabel(StringBuilder text, ReadOnlySpan<byte> label, bool isAscii)
    {
        if (!isAscii && TryPunycode(label) is { } ascii)
        {
            text.Append(ascii);
            return ascii.Length;
        }

        Append(text, label);
        return label.Length;
    }

    private static string? TryPunycode(ReadOnlySpan<byte> label)
    {
        try { return DomainText.TryToAscii(Utf8.GetString(label), out var ascii) is null ? ascii : null; }
        catch (DecoderFallbackException) { return null; }
    }

    private static int WireLength(string name)
    {
        var length = 1;
        for (var at = 0; at < name.Length; at++, length++)
            if (name[at] == '\\') at += char.IsAsciiDigit(name[at + 1]) ? 3 : 1;
        return name == "." ? 1 : length;
    }

    private static bool IsEscaped(string name, int at)
    {
        var backslashes = 0;
        while (at - 1 - backslashes >= 0 && name[at - 1 - backslashes] == '\\') backslashes++;
        return backslashes % 2 == 1;
    }

    private static string Wrong(out string? problem, string why)
    {
        problem = why;
        return "";
    }

    private static string Unknown(out string? problem, string name)
        => Wrong(out problem, $"it is relative, and the file does not say to which zone. Specify -Origin, or begin the file with $ORIGIN, so that '{name}' has a zone");
}
