using System.Text;

namespace Nodepoint.Transport.Services;

/// <summary>Reads the lines of a protocol that consists of lines.</summary>
/// <param name="stream">The connection.</param>
internal sealed class LineReader(Stream stream)
{
    private const int LongestLine = 4096;

    private readonly byte[] _buffer = new byte[1024];
    private int _at;
    private int _end;

    /// <summary>Reads a line.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The line without its end; null if the connection was closed before one began.</returns>
    /// <exception cref="EndlessAnswerException">The line does not end.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await stream.ReadAsync(_buffer, cancel).ConfigureAwait(false));
                if (_end == 0) return line.Length > 0 ? line.ToString() : null;
            }

            var next = (char)_buffer[_at++];
            if (next == '\n') return line.ToString().TrimEnd('\r');
            if (line.Append(next).Length > LongestLine) throw new EndlessAnswerException();
        }
    }
}
