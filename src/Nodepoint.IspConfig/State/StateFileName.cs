using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nodepoint.IspConfig.Files;

namespace Nodepoint.IspConfig.State;

/// <summary>Names of files that every operating system can store: for any text, and different for names that differ in case only.</summary>
internal static class StateFileName
{
    private const int Longest = 120;

    /// <summary>Chooses a name for each text, the same for the same texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>The names without an ending, by text.</returns>
    public static Dictionary<string, string> Choose(IEnumerable<string> texts)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var name = Encode(text);
            if (name.Length > Longest) name = Marked(name[..Longest], text);
            if (!used.Add(name)) used.Add(name = Marked(name, text));
            names.Add(text, name);
        }

        return names;
    }

    // As in URLs. The underscore at the beginning is kept for names that are not those of clients.
    private static string Encode(string text)
    {
        var name = new StringBuilder(text.Length);
        var isReserved = DeviceName.IsOne(text);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            var isSafe = char.IsAsciiLetterOrDigit(character) || (character is '-' or '_' && at > 0) || (character == '.' && at > 0 && at < text.Length - 1);
            if (isSafe && !(isReserved && at == 0)) name.Append(character);
            else if (char.IsHighSurrogate(character) && at + 1 < text.Length) Escape(name, text.AsSpan(at++, 2));
            else Escape(name, text.AsSpan(at, 1));
        }

        return name.Length == 0 ? "%" : name.ToString();
    }

    private static void Escape(StringBuilder name, ReadOnlySpan<char> characters)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var one in bytes[..Encoding.UTF8.GetBytes(characters, bytes)]) name.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
    }

    private static string Marked(string name, string text) => $"{name}~{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 4).ToLowerInvariant()}";
}
