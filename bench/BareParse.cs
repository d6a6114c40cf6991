using System.Diagnostics;
using System.Text.Json;

namespace Nodepoint.Bench;

/// <summary>An answer full of rows read by hand, as it comes and with nothing kept: every token is looked at, no value is made of one.</summary>
internal sealed class BareParse(Uri address) : IDisposable
{
    private const int PieceSize = 64 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>How many bytes the answer was long.</summary>
    public long Length { get; private set; }

    public TimeSpan Read(int rows)
    {
        var clock = Stopwatch.StartNew();
        var found = ReadAsync().GetAwaiter().GetResult();
        return found == rows ? clock.Elapsed : throw new InvalidOperationException($"{found} rows were answered instead of {rows}.");
    }

    public void Dispose() => _client.Dispose();

    private async Task<int> ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var piece = new byte[PieceSize];
        var (state, rows, kept) = (new JsonReaderState(), 0, 0);
        Length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(piece.AsMemory(kept));
            Length += read;
            var used = Tokens(piece.AsSpan(0, kept + read), isLast: read == 0, ref state, ref rows);
            if (read == 0) return rows;
            kept += read - used;
            piece.AsSpan(used, kept).CopyTo(piece);
        }
    }

    /// <summary>Reads as far as whole tokens go, and tells how far that was.</summary>
    private static int Tokens(ReadOnlySpan<byte> bytes, bool isLast, ref JsonReaderState state, ref int rows)
    {
        var reader = new Utf8JsonReader(bytes, isLast, state);
        while (reader.Read())
            if (reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 2 }) rows++;
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }
}
