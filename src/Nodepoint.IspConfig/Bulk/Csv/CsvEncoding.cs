using System.Text;
using System.Text.Unicode;

namespace Nodepoint.IspConfig.Bulk.Csv;

/// <summary>Finds the encoding of a file: its byte order mark, UTF-8 if all its bytes are, UTF-16 if every other byte is zero, else Windows-1252.</summary>
internal static class CsvEncoding
{
    private const int BlockSize = 1 << 16;
    private const int WindowsLatin = 1252;

    /// <summary>Finds the encoding.</summary>
    /// <param name="file">The file; its position is at the start again.</param>
    /// <returns>The encoding.</returns>
    public static Encoding Detect(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var block = new byte[BlockSize];
        var length = file.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
        var first = block.AsSpan(0, length);
        var found = OfMark(first) ?? OfZeros(first) ?? (IsUtf8(file, block, length) ? new UTF8Encoding(false) : Windows1252);
        file.Position = 0;
        return found;
    }

    /// <summary>The encoding of Windows in western Europe and America, in which Excel saves CSV files.</summary>
    public static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(WindowsLatin)!;

    private static Encoding? OfMark(ReadOnlySpan<byte> first) => first switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true),
        [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(false, true),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Encoding? OfZeros(ReadOnlySpan<byte> first) => first switch
    {
        [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static bool IsUtf8(Stream file, byte[] block, int length)
    {
        // A character may continue in the next block.
        while (length > 0)
        {
            var whole = length < block.Length ? length : WholeCharacters(block, length);
            if (!Utf8.IsValid(block.AsSpan(0, whole))) return false;
            var rest = length - whole;
            block.AsSpan(whole, rest).CopyTo(block);
            var read = file.ReadAtLeast(block.AsSpan(rest), block.Length - rest, throwOnEndOfStream: false);
            if (read == 0) return rest == 0 || Utf8.IsValid(block.AsSpan(0, rest));
            length = rest + read;
            if (length < block.Length) return Utf8.IsValid(block.AsSpan(0, length));
        }

        return true;
    }

    private static int WholeCharacters(byte[] block, int length)
    {
        for (var back = 1; back <= 4; back++)
            if ((block[length - back] & 0xC0) != 0x80) return (block[length - back] & 0x80) == 0 ? length : length - back;
        return length;
    }
}
