using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Names of IMAP folders, which mail programs and servers also write in modified UTF-7 (RFC 3501 5.1.3).</summary>
internal static partial class ImapFolder
{
    /// <summary>Reads a name: <c>Gel&amp;APY-schte</c> is Gelöschte.</summary>
    /// <param name="name">The name in modified UTF-7, or as people write it.</param>
    /// <returns>The name as people write it; unchanged if it is not in modified UTF-7.</returns>
    public static string Decode(string name)
    {
        if (!name.Contains('&', StringComparison.Ordinal) || !Ascii.IsValid(name)) return name;
        return Encoded().Replace(name, static match => match.Groups[1].Length == 0 ? "&" : Text(match.Groups[1].Value) ?? match.Value);
    }

    // Null if it is not valid.
    private static string? Text(string encoded)
    {
        var base64 = encoded.Replace(',', '/');
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var count) && count % 2 == 0
            ? Encoding.BigEndianUnicode.GetString(bytes, 0, count) : null;
    }

    [GeneratedRegex("&([A-Za-z0-9+,]*)-", RegexOptions.CultureInvariant)]
    private static partial Regex Encoded();
}
