using System.Diagnostics;
using System.Text.Json;

namespace Nodepoint.Bench;

/// <summary>Reads a response with rows by hand while it arrives: reads every token, but creates no values and keeps nothing.</summary>
internal sealed class BareParse(Uri address) : IDisposable
{
    private const int PieceSize = 64 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The length of the response in bytes.</summary>
    public long Length { get; private set; }

    public TimeSpan Read(int rows)
    {
        var clock = Stopwatch.StartNew();
        var found = ReadAsync().GetAwaiter().GetResult();
        return found == rows ? clock.Elapsed : throw new InvalidOperationException($"The response has {found} rows instead of {rows}.");
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

    /// <summary>Reads the complete tokens and returns the number of bytes read.</summary>
    private static int Tokens(ReadOnlySpan<byte> bytes, bool isLast, ref JsonReaderState state, ref int rows)
    {
        var reader = new Utf8JsonReader(bytes, isLast, state);
        while (reader.Read())
            if (reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 2 }) rows++;
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }
}
