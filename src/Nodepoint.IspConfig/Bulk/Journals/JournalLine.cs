using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>One line of a journal after the first: the state of a row, the state of a zone's serial, or the end of the input.</summary>
internal readonly record struct JournalLine
{
    /// <summary>The maximum length of a line, in bytes.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The maximum length of <see cref="Values"/>, in bytes. The other members fit into the rest of the line.</summary>
    public const int MaxValues = MaxLength - (1 << 16);

    private const int HashDigits = 16;

    private static readonly string[] Names = ["", "sending", "done", "failed", "unknown", "withdrawn", "fixed", "dropped"];

    private static readonly byte[][] Words = [.. Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The row's number in the journal, from 1; 0 for other lines.</summary>
    public int Row { get; init; }

    /// <summary>The row's state.</summary>
    public JournalState State { get; init; }

    /// <summary>The natural key; with <see cref="JournalState.Sending"/> only.</summary>
    public string? Key { get; init; }

    /// <summary>What the row is about, if its key does not say it: the number of an object of the panel; with <see cref="JournalState.Sending"/> only.</summary>
    public string? Subject { get; init; }

    /// <summary>The number of the failed row that this one fixes; 0 for none; with <see cref="JournalState.Sending"/> only.</summary>
    public int Fixes { get; init; }

    /// <summary>Whether the failed row has the outcome of the row that fixes it from now on, rather than only being replaced by it.</summary>
    public bool IsFix { get; init; }

    /// <summary>The keyed hash of the row; with <see cref="JournalState.Sending"/> only.</summary>
    public ulong Hash { get; init; }

    /// <summary>Whether the row itself gives a secret, which its hash does not cover; with <see cref="JournalState.Sending"/> only.</summary>
    public bool HasSecret { get; init; }

    /// <summary>How the row's values were written for the hash, if not as the first line says; with <see cref="JournalState.Sending"/> only.</summary>
    public string? Content { get; init; }

    /// <summary>The ID of the record; 0 if missing.</summary>
    public long Id { get; init; }

    /// <summary>The error message.</summary>
    public string? Error { get; init; }

    /// <summary>The error ID.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Done: the values of the stored record that differ from the row. Failed: the row's values. JSON without secrets; empty for none.</summary>
    public ReadOnlyMemory<byte> Values { get; init; }

    /// <summary>The length of the values in bytes, if they are too long for a line and therefore missing; otherwise 0.</summary>
    public int Omitted { get; init; }

    /// <summary>The ID of a zone whose serial must be raised or was raised; 0 for none.</summary>
    public long Zone { get; init; }

    /// <summary>The zone's name.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether the zone's serial was raised.</summary>
    public bool Raised { get; init; }

    /// <summary>The number of rows of the input, in the line that records its end; -1 in all other lines.</summary>
    public int Rows { get; init; } = -1;

    /// <summary>When the line was written.</summary>
    public DateTimeOffset At { get; init; }

    public JournalLine()
    {
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Row > 0)
        {
            writer.WriteNumber("row"u8, Row);
            writer.WriteString("state"u8, Words[(int)State]);
            if (Key is not null)
            {
                writer.WriteString("key"u8, Key);
                if (Subject is not null) writer.WriteString("subject"u8, Subject);
                Span<byte> hash = stackalloc byte[HashDigits];
                Utf8Formatter.TryFormat(Hash, hash, out _, new StandardFormat('x', HashDigits));
                writer.WriteString("hash"u8, hash);
                if (Fixes > 0) writer.WriteNumber(IsFix ? "fixes"u8 : "replaces"u8, Fixes);
                if (HasSecret) writer.WriteBoolean("secret"u8, true);
                if (Content is not null) writer.WriteString("content"u8, Content);
            }

            if (Id > 0) writer.WriteNumber("id"u8, Id);
            if (Error is not null) writer.WriteString("error"u8, Error);
            if (ErrorId is not null) writer.WriteString("errorId"u8, ErrorId);
            if (Omitted > 0) writer.WriteNumber("omitted"u8, Omitted);
            if (!Values.IsEmpty)
            {
                writer.WritePropertyName("values"u8);
                writer.WriteRawValue(Values.Span, skipInputValidation: true);
            }
        }
        else if (Zone > 0)
        {
            writer.WriteNumber("zone"u8, Zone);
            writer.WriteString("origin"u8, Origin);
            writer.WriteString("serial"u8, Raised ? "raised"u8 : "due"u8);
        }
        else
        {
            writer.WriteNumber("rows"u8, Rows);
        }

        writer.WriteString("at"u8, At);
        writer.WriteEndObject();
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The bytes without the line break.</param>
    /// <param name="read">The parsed line.</param>
    /// <returns>Whether the line is valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out JournalLine read)
    {
        read = new JournalLine();
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) Member(ref reader, line, ref read);
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && (read.Row > 0 ? read.State != JournalState.None : read.Zone > 0 || read.Rows >= 0);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private static void Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref JournalLine read)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "row": read = read with { Row = reader.GetInt32() }; break;
            case "state": read = read with { State = (JournalState)Math.Max(0, Array.IndexOf(Names, reader.GetString())) }; break;
            case "key": read = read with { Key = reader.GetString() }; break;
            case "subject": read = read with { Subject = reader.GetString() }; break;
            case "fixes": read = read with { Fixes = reader.GetInt32(), IsFix = true }; break;
            case "replaces": read = read with { Fixes = reader.GetInt32() }; break;
            case "hash": read = read with { Hash = ulong.Parse(reader.GetString() ?? "", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) }; break;
            case "secret": read = read with { HasSecret = reader.GetBoolean() }; break;
            case "content": read = read with { Content = reader.GetString() }; break;
            case "omitted": read = read with { Omitted = reader.GetInt32() }; break;
            case "id": read = read with { Id = reader.GetInt64() }; break;
            case "error": read = read with { Error = reader.GetString() }; break;
            case "errorId": read = read with { ErrorId = reader.GetString() }; break;
            case "zone": read = read with { Zone = reader.GetInt64() }; break;
            case "origin": read = read with { Origin = reader.GetString() }; break;
            case "serial": read = read with { Raised = reader.ValueTextEquals("raised"u8) }; break;
            case "rows": read = read with { Rows = reader.GetInt32() }; break;
            case "at": read = read with { At = reader.GetDateTimeOffset() }; break;
            case "values":
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                read = read with { Values = line[start..(int)reader.BytesConsumed].ToArray() };
                break;
            default: reader.Skip(); break;
        }
    }
}
