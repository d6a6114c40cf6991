using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.IspConfig.State;

/// <summary>The IDs in a member that refers to several objects: a list, or the template IDs of a client, each after the ID of its assignment.</summary>
internal static class ReferenceIds
{
    /// <summary>Reads the IDs.</summary>
    /// <param name="member">The member.</param>
    public static IEnumerable<long> Of(JsonElement member)
    {
        var texts = member.ValueKind == JsonValueKind.Array ? member.EnumerateArray().Select(static one => one.ToString()) : member.ValueKind == JsonValueKind.String ? member.GetString()!.Split('/', StringSplitOptions.RemoveEmptyEntries) : [];
        foreach (var text in texts)
            if (long.TryParse(text.AsSpan(text.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) yield return id;
    }

    /// <summary>Makes the member of IDs.</summary>
    /// <param name="type">The type of the objects.</param>
    /// <param name="ids">The IDs.</param>
    /// <returns>The member. Of templates, n marks a new assignment.</returns>
    public static JsonElement ToMember(Type type, IEnumerable<long> ids)
    {
        var texts = ids.Select(static id => id.ToString(CultureInfo.InvariantCulture));
        return type == typeof(ClientTemplate) ? StateJson.Text(string.Join('/', texts.Select(static (id, at) => $"n{at}:{id}"))) : StateJson.List(texts);
    }
}
