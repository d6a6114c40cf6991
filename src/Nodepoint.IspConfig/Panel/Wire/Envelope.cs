using System.Text.Json;

namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>The envelope of every reply of the panel: <c>{"code":...,"message":...,"response":...}</c>.</summary>
internal readonly struct Envelope
{
    private static ReadOnlySpan<byte> Opening => "{\"code\""u8;

    private Envelope(string? code, string message, int start, int length)
    {
        Code = code;
        Message = message;
        Start = start;
        Length = length;
    }

    /// <summary>The panel's error code; null for <c>ok</c>.</summary>
    public string? Code { get; }

    /// <summary>The panel's error text.</summary>
    public string Message { get; }

    /// <summary>The offset of <c>response</c> in the reply.</summary>
    public int Start { get; }

    /// <summary>The length of <c>response</c> in bytes.</summary>
    public int Length { get; }

    /// <summary>Finds where the JSON of a reply begins, after a byte order mark, white space and PHP notices; -1 if it was not found (yet).</summary>
    public static int FindStart(ReadOnlySpan<byte> reply)
    {
        int at = reply.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (at < reply.Length && reply[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
        if (at < reply.Length && reply[at] == (byte)'{') return at;
        int found = reply.IndexOf(Opening);
        return found;
    }

    /// <summary>Reads a whole reply. Returns false if it is cut off, is not JSON, or has another shape.</summary>
    public static bool TryRead(ReadOnlySpan<byte> reply, out Envelope envelope)
    {
        envelope = default;
        int start = FindStart(reply);
        if (start < 0) return false;
        try
        {
            return TryRead(reply, start, out envelope);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> reply, int start, out Envelope envelope)
    {
        envelope = default;
        var reader = new Utf8JsonReader(reply[start..]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        string? code = null;
        string message = "";
        bool hasCode = false;
        int from = -1, length = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.String) return false;
                hasCode = true;
                code = reader.ValueTextEquals("ok"u8) ? null : reader.GetString();
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) message = reader.ValueSpan.IsEmpty ? "" : reader.GetString()!;
                else reader.Skip();
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                from = start + (int)reader.TokenStartIndex;
                reader.Skip();
                length = start + (int)reader.BytesConsumed - from;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != 0 || !hasCode) return false;
        if (code is null && from < 0) return false;
        envelope = new Envelope(code, message, from, length);
        return true;
    }
}
