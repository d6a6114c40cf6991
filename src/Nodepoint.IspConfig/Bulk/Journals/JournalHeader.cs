using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>The first line of a journal: the command and panel it belongs to.</summary>
/// <param name="Command">The command, such as New-NpMailbox.</param>
/// <param name="Panel">The panel's address.</param>
/// <param name="StartedAt">When the journal was created.</param>
internal sealed record JournalHeader(string Command, string Panel, DateTimeOffset StartedAt)
{
    /// <summary>The beginning of the line; a file that ends before the end of its first line was truncated before anything was sent.</summary>
    internal static ReadOnlySpan<byte> Prefix => "{\"journal\":1,"u8;

    // A separate key per journal prevents matching equal rows of two journals.
    internal byte[] Key { get; init; } = RandomNumberGenerator.GetBytes(32);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("journal"u8, 1);
        writer.WriteString("command"u8, Command);
        writer.WriteString("panel"u8, Panel);
        writer.WriteString("at"u8, StartedAt);
        writer.WriteBase64String("key"u8, Key);
        writer.WriteEndObject();
    }

    internal static JournalHeader? TryRead(ReadOnlySequence<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return root.GetProperty("journal").GetInt32() != 1 ? null
                : new JournalHeader(root.GetProperty("command").GetString()!, root.GetProperty("panel").GetString()!, root.GetProperty("at").GetDateTimeOffset()) { Key = root.GetProperty("key").GetBytesFromBase64() };
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
