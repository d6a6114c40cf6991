using System.Text;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Reads files of any of the encodings that Windows writes as UTF-8.</summary>
internal static class ZoneFileEncoding
{
    /// <summary>Opens a file without its BOM.</summary>
    /// <param name="input">The file.</param>
    /// <returns>The file in UTF-8, or in another encoding that contains ASCII.</returns>
    public static Stream Open(Stream input)
    {
        var start = new byte[3];
        var length = input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var (encoding, mark) = start.AsSpan(0, length) switch
        {
            [0xEF, 0xBB, 0xBF] => (null, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        var rest = new PrefixedStream(start[mark..length], input);
        return encoding is null ? rest : Encoding.CreateTranscodingStream(rest, encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    // The bytes that were read to find the encoding, and the rest of the file.
    private sealed class PrefixedStream(byte[] prefix, Stream rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == prefix.Length) return rest.Read(buffer, offset, count);
            var copied = Math.Min(count, prefix.Length - _at);
            prefix.AsSpan(_at, copied).CopyTo(buffer.AsSpan(offset));
            _at += copied;
            return copied;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
