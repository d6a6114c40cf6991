using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Says which failed row of which journal an object stands for: the row's number, and a code that only this journal makes for this row.</summary>
internal static class JournalToken
{
    private const int CodeDigits = 16;

    private static ReadOnlySpan<byte> Purpose => "failed row"u8;

    /// <summary>The token of a row.</summary>
    /// <param name="number">The row's number.</param>
    /// <param name="hash">The row's keyed hash.</param>
    /// <param name="secret">The journal's secret key.</param>
    public static string Of(int number, ulong hash, byte[] secret)
    {
        Span<byte> text = stackalloc byte[Purpose.Length + sizeof(int) + sizeof(ulong)];
        Purpose.CopyTo(text);
        BinaryPrimitives.WriteInt32LittleEndian(text[Purpose.Length..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(text[(Purpose.Length + sizeof(int))..], hash);
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, text, code);
        return string.Create(CultureInfo.InvariantCulture, $"{number}-{Convert.ToHexString(code)[..CodeDigits]}");
    }

    /// <summary>The number in a token, which may be of another journal; 0 if the text is not a token.</summary>
    public static int NumberOf(string? token)
        => token is { Length: > CodeDigits + 1 } && token[^(CodeDigits + 1)] == '-' && int.TryParse(token.AsSpan(0, token.Length - CodeDigits - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
