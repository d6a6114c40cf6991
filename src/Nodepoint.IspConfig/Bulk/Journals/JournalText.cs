using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Shortens texts for the lines of a journal, whose length is limited.</summary>
internal static class JournalText
{
    /// <summary>The maximum length of a key or another short text, in characters.</summary>
    public const int MaxShort = 1024;

    /// <summary>The maximum length of an error message, in characters.</summary>
    public const int MaxError = 4096;

    private const int KeptOfKey = 512;

    /// <summary>Shortens a natural key. A long key keeps its beginning and is told apart from others by a keyed hash.</summary>
    /// <param name="key">The natural key, or the short form of one.</param>
    /// <param name="secret">The journal's secret key.</param>
    /// <returns>The same text for the same key.</returns>
    public static string OfKey(string key, byte[] secret)
        => key.Length <= MaxShort ? key : $"{key.AsSpan(0, char.IsHighSurrogate(key[KeptOfKey - 1]) ? KeptOfKey - 1 : KeptOfKey)}... {Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(key)))}";

    /// <summary>Shortens a text that is only read by people.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The maximum length of what is kept.</param>
    /// <returns>The text; of a long one, the beginning and how much is missing.</returns>
    public static string? Of(string? text, int max)
        => text is null || text.Length <= max ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, max)}... ({text.Length - max:#,##0} more characters)");
}
