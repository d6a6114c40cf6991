using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Rows;

/// <summary>What has to follow a row's change, as JSON for the journal: a run that is cut off in between leaves it to the next one.</summary>
internal static class RowPlan
{
    /// <summary>Writes what has to follow.</summary>
    /// <param name="items">The things, with their calls.</param>
    /// <returns>A JSON array; what else a journal keeps of a row is an object.</returns>
    public static ReadOnlyMemory<byte> Write(IEnumerable<RestorationItem> items)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                writer.WriteStartObject();
                writer.WriteString("what", item.Description);
                writer.WriteString("call", item.Call.Function);
                writer.WriteStartObject("members");
                item.Call.WriteMembers?.Invoke(writer);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads what an earlier run has left to follow.</summary>
    /// <param name="kept">What the journal kept of the row.</param>
    /// <returns>The things, with their calls; none where the journal kept something else.</returns>
    public static IReadOnlyList<RestorationItem> Read(ReadOnlyMemory<byte> kept)
    {
        if (kept.IsEmpty || kept.Span[0] != (byte)'[') return [];
        using var document = JsonDocument.Parse(kept);
        return [.. document.RootElement.EnumerateArray().Select(item =>
        {
            var members = item.GetProperty("members").Clone();
            return new RestorationItem(item.GetProperty("what").GetString()!, new PanelCall(item.GetProperty("call").GetString()!, writer =>
            {
                foreach (var member in members.EnumerateObject()) member.WriteTo(writer);
            }));
        })];
    }
}
