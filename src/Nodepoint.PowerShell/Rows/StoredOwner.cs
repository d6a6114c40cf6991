using System.Text.Json;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>The user name of a record's owner beside the record in a journal, so that a later run returns it without a request.</summary>
internal static class StoredOwner
{
    private const string Member = "owner_username";

    /// <summary>Adds the name to the JSON object that a journal stores of a record.</summary>
    public static ReadOnlyMemory<byte> Add(ReadOnlyMemory<byte> stored, string name)
    {
        var member = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [Member] = name });
        return (byte[])[.. stored.Span[..^1], (byte)',', .. member.AsSpan(1)];
    }

    /// <summary>Restores the name on a record that was rebuilt from a journal.</summary>
    public static object Restore(object value, ReadOnlyMemory<byte> stored)
    {
        if (value is not PanelObject { HasOwner: true } record) return value;
        using var document = JsonDocument.Parse(stored);
        return document.RootElement.TryGetProperty(Member, out var name) ? record with { OwnerName = new OwnerName(name.GetString()) } : value;
    }
}
