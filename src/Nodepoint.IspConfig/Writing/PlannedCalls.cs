using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Follow-up calls as JSON for a journal, so that the next run can make them if this one is interrupted.</summary>
internal static class PlannedCalls
{
    /// <summary>Writes the follow-up changes.</summary>
    /// <param name="items">The changes, with their calls.</param>
    /// <returns>A JSON array; everything else that a journal stores of a row is an object.</returns>
    public static ReadOnlyMemory<byte> Write(IEnumerable<PlannedCall> items)
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

    /// <summary>Reads the follow-up changes that an earlier run has not finished.</summary>
    /// <param name="stored">What the journal stores of the row.</param>
    /// <returns>The changes, with their calls; empty if the journal stores something else.</returns>
    public static IReadOnlyList<PlannedCall> Read(ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty || stored.Span[0] != (byte)'[') return [];
        using var document = JsonDocument.Parse(stored);
        return [.. document.RootElement.EnumerateArray().Select(item =>
        {
            var members = item.GetProperty("members").Clone();
            return new PlannedCall(item.GetProperty("what").GetString()!, new PanelCall(item.GetProperty("call").GetString()!, writer =>
            {
                foreach (var member in members.EnumerateObject()) member.WriteTo(writer);
            }));
        })];
    }
}
