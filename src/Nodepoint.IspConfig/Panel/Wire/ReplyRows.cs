using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>Reads the rows of a response one by one from its stream; only the current row is kept in memory.</summary>
internal sealed class ReplyRows(Stream stream, bool oneRow, Deadline? deadline = null) : IAsyncDisposable
{
    private const int FirstSize = 32 * 1024;
    private const int LargestRow = 64 * 1024 * 1024;
    private const int MostAhead = 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;
    private int _rowStart;
    private int _rowLength;
    private bool _complete;
    private JsonReaderState _state;
    private Shape _shape = Shape.Unknown;

    private enum Step { Row, More, End }

    private enum Shape { Unknown, Nothing, List, Keyed, Single, Ended }

    /// <summary>The panel's error code; null for <c>ok</c>.</summary>
    public string? Code { get; private set; }

    /// <summary>The panel's error text.</summary>
    public string Message { get; private set; } = "";

    /// <summary>How many rows have been read.</summary>
    public long Count { get; private set; }

    /// <summary>The size of the buffer in bytes.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The received bytes that are not yet read as rows.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Reads up to the first row. Returns false if this is not a reply of a panel.</summary>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int start = Envelope.FindStart(Unread);
            if (start >= 0)
            {
                switch (TryOpen(_start + start))
                {
                    case true: return true;
                    case false when _complete: return false;
                    case null: return false;
                }
            }
            else if (_complete || Unread.Length > MostAhead)
            {
                return false;
            }
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the next whole row; returns false at the end. Of the first row every token is checked; of the others, when they are read.</summary>
    /// <exception cref="JsonException">The response is malformed or cut off.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Scan())
            {
                case Step.Row:
                    Count++;
                    return true;
                case Step.End:
                    return false;
            }
            if (_complete) throw new JsonException("The response is cut off.");
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the current row.</summary>
    /// <exception cref="JsonException">The row is malformed, or the delegate has thrown the exception.</exception>
    public T Read<T>(PanelReplyReader<T> read)
    {
        var reader = new Utf8JsonReader(_bytes.AsSpan(_rowStart, _rowLength));
        reader.Read();
        T row = read(ref reader);
        // What the delegate has left is checked too.
        while (reader.Read())
        {
        }
        return row;
    }

    /// <summary>Whether the current row is well-formed.</summary>
    public bool IsWellFormed()
    {
        try
        {
            _ = Read(static (ref Utf8JsonReader _) => true);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        byte[] bytes = Interlocked.Exchange(ref _bytes, []);
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return stream.DisposeAsync();
    }

    /// <summary>True when the rows begin, false when more data is needed, null when this is not a reply.</summary>
    private bool? TryOpen(int start)
    {
        var reader = new Utf8JsonReader(_bytes.AsSpan(start, _end - start), _complete, default);
        try
        {
            if (!reader.Read()) return false;
            bool hasCode = false;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    _shape = Shape.Ended;
                    return hasCode && Code is not null ? true : null;
                }
                if (reader.ValueTextEquals("code"u8))
                {
                    if (!reader.Read()) return false;
                    if (reader.TokenType != JsonTokenType.String) return null;
                    Code = reader.ValueTextEquals("ok"u8) ? null : reader.GetString();
                    hasCode = true;
                }
                else if (reader.ValueTextEquals("message"u8))
                {
                    if (!reader.Read()) return false;
                    if (reader.TokenType == JsonTokenType.String) Message = reader.GetString()!;
                    else if (!reader.TrySkip()) return false;
                }
                else if (reader.ValueTextEquals("response"u8))
                {
                    if (!hasCode) return null;
                    return TryBegin(ref reader, start);
                }
                else
                {
                    if (!reader.Read() || !reader.TrySkip()) return false;
                }
            }
            return false;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool? TryBegin(ref Utf8JsonReader reader, int start)
    {
        if (!reader.Read()) return false;
        Shape shape = Shape.Nothing;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                shape = Shape.List;
                break;
            case JsonTokenType.StartObject:
                shape = Shape.Single;
                if (oneRow) break;
                Utf8JsonReader ahead = reader;
                if (!ahead.Read()) return false;
                if (ahead.TokenType == JsonTokenType.EndObject)
                {
                    shape = Shape.Nothing;
                    break;
                }
                if (!ahead.Read()) return false;
                if (ahead.TokenType == JsonTokenType.StartObject) shape = Shape.Keyed;
                break;
            case JsonTokenType.False or JsonTokenType.Null:
                break;
            case JsonTokenType.String when reader.ValueSpan.IsEmpty:
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out long number) && number == 0:
                break;
            default:
                return null;
        }
        _shape = shape;
        // A single row is read from its first byte, the rows of a list from after the bracket.
        _start = start + (int)(shape == Shape.Single ? reader.TokenStartIndex : reader.BytesConsumed);
        _state = shape == Shape.Single ? default : reader.CurrentState;
        return true;
    }

    private Step Scan()
    {
        if (_shape is Shape.Nothing or Shape.Ended) return Step.End;
        var reader = new Utf8JsonReader(_bytes.AsSpan(_start, _end - _start), _complete && _shape != Shape.Single, _state);
        if (!reader.Read()) return Step.More;
        if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            _shape = Shape.Ended;
            return Step.End;
        }
        if (reader.TokenType == JsonTokenType.PropertyName && !reader.Read()) return Step.More;
        int from = (int)reader.TokenStartIndex;
        if (Count > 0 && reader.TokenType == JsonTokenType.StartObject)
        {
            int length = JsonObjectEnd.Find(_bytes.AsSpan(_start + from, _end - _start - from));
            if (length < 0) return Step.More;
            // To the state of the reader, the members of the row make no difference.
            reader = new Utf8JsonReader("}"u8, isFinalBlock: false, reader.CurrentState);
            reader.Read();
            return Found(from, length, reader.CurrentState);
        }
        if (!reader.TrySkip()) return Step.More;
        return Found(from, (int)reader.BytesConsumed - from, reader.CurrentState);
    }

    private Step Found(int from, int length, JsonReaderState state)
    {
        (_rowStart, _rowLength) = (_start + from, length);
        _start += from + length;
        if (_shape == Shape.Single) _shape = Shape.Ended;
        else _state = state;
        return Step.Row;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }
        if (_end == _bytes.Length)
        {
            if (_end > LargestRow) throw new JsonException("A row is too large.");
            byte[] larger = ArrayPool<byte>.Shared.Rent(checked(_bytes.Length * 2));
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }
        deadline?.Restart();
        int read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        deadline?.Pause();
        if (read == 0) _complete = true;
        else _end += read;
    }
}
