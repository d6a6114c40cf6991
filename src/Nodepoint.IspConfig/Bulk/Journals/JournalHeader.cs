using System.Security.Cryptography;
using System.Text.Json;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>The first line of a journal: the command and panel it belongs to.</summary>
/// <param name="Command">The command, such as New-NpMailbox.</param>
/// <param name="Panel">The panel's address.</param>
/// <param name="StartedAt">When the journal was created.</param>
internal sealed record JournalHeader(string Command, string Panel, DateTimeOffset StartedAt)
{
    // A newer format has a higher number; members that earlier versions can ignore do not need one.
    private const int Newest = 2;

    private const int MaxVersion = 40;

    /// <summary>The version of Nodepoint that created the journal; null if it did not record its version yet.</summary>
    public string? Version { get; init; }

    /// <summary>How that version wrote the values of rows: the same text for the same parameters in the same form. Null if it did not record this yet.</summary>
    public string? Content { get; init; }

    /// <summary>The beginning of the line; a file that ends before the end of its first line was truncated before anything was sent.</summary>
    internal static ReadOnlySpan<byte> Prefix => "{\"journal\":"u8;

    /// <summary>The format. In the first one, rows were known by their place and their key; since the second one, they are known by what they are.</summary>
    public int Format { get; private init; } = Newest;

    // A separate key per journal prevents matching equal rows of two journals.
    internal byte[] Key { get; init; } = RandomNumberGenerator.GetBytes(32);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("journal"u8, Format);
        writer.WriteString("command"u8, Command);
        writer.WriteString("panel"u8, Panel);
        writer.WriteString("at"u8, StartedAt);
        writer.WriteBase64String("key"u8, Key);
        if (Version is not null) writer.WriteString("version"u8, Version);
        if (Content is not null) writer.WriteString("content"u8, Content);
        writer.WriteEndObject();
    }

    /// <summary>Reads the first line of a journal.</summary>
    /// <param name="line">The bytes without the line break.</param>
    /// <param name="newer">Of a journal in a newer format, who wrote it: "a newer version of Nodepoint", with its number if there is one. Otherwise null.</param>
    /// <returns>The header; null if the line is something else.</returns>
    internal static JournalHeader? TryRead(ReadOnlySpan<byte> line, out string? newer)
    {
        newer = null;
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var root = document.RootElement;
            var format = root.GetProperty("journal").GetInt32();
            var version = root.TryGetProperty("version", out var number) ? number.GetString() : null;
            if (format > Newest) newer = version is { Length: > 0 and <= MaxVersion } && !version.Any(char.IsControl) ? $"a newer version of Nodepoint ({version})" : "a newer version of Nodepoint";
            return format is < 1 or > Newest ? null : new JournalHeader(root.GetProperty("command").GetString()!, root.GetProperty("panel").GetString()!, root.GetProperty("at").GetDateTimeOffset())
            {
                Format = format,
                Key = root.GetProperty("key").GetBytesFromBase64(),
                Version = version,
                Content = root.TryGetProperty("content", out var content) ? content.GetString() : null,
            };
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
