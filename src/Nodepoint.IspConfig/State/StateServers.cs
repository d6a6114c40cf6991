using System.Text.Json;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

/// <summary>Finds the servers of a panel that those of a state correspond to.</summary>
internal static class StateServers
{
    /// <summary>Finds a server for each one of the state: the one that is named, the one with the same name, or the first one that has all its services.</summary>
    /// <param name="from">The state.</param>
    /// <param name="to">The panel.</param>
    /// <param name="isUsed">Whether a server needs a counterpart.</param>
    /// <param name="named">The servers that are named, by their names in the state.</param>
    /// <param name="chosen">Is told each server that was chosen by its services.</param>
    /// <param name="problems">Receives why a server has no counterpart.</param>
    /// <returns>The names on the panel, by the names in the state, where they differ.</returns>
    public static Dictionary<string, string> Map(StateSource from, StateSource to, Func<StateServer, bool> isUsed, IReadOnlyDictionary<string, string> named, Action<StateServer, StateServer> chosen, ICollection<string> problems)
    {
        var (servers, others) = (from.Manifest.Servers, to.Manifest.Servers);
        foreach (var (one, other) in named)
        {
            if (!servers.Any(server => Same(server.Name, one))) problems.Add($"-ServerMap names server '{one}', which {from.Title} does not have. It has: {List(servers)}.");
            if (!others.Any(server => Same(server.Name, other))) problems.Add($"-ServerMap names server '{other}', which {to.Title} does not have. It has: {List(others)}.");
        }

        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // A remote user that may not read servers has none of them.
        if (others.Count == 0) return map;
        foreach (var server in servers.Where(isUsed))
        {
            if (named.FirstOrDefault(one => Same(one.Key, server.Name)).Value is { } name)
            {
                // With any server, what else is wrong is found too.
                map[server.Name] = (others.FirstOrDefault(other => Same(other.Name, name)) ?? others[0]).Name;
            }
            else if (!others.Any(other => Same(other.Name, server.Name)))
            {
                var match = others.FirstOrDefault(other => server.Services.All(other.Services.Contains));
                if (match is not null) chosen(server, match);
                else problems.Add($"No server of {to.Title} has all services of '{server.Name}' ({string.Join(", ", server.Services)}). Choose one with -ServerMap @{{ '{server.Name}' = '{others[0].Name}' }}.");
                map[server.Name] = (match ?? others[0]).Name;
            }
        }

        return map;
    }

    /// <summary>Gives an object the names that servers have where it goes to.</summary>
    /// <param name="value">The object.</param>
    /// <param name="map">The names there, by the names in the state; those that are missing keep their names.</param>
    public static StateObject Rename(StateObject value, IReadOnlyDictionary<string, string> map)
        => map.Count == 0 ? value : value with { Members = [.. value.Members.Select(member => IsOfServers(value.Noun, member.Name) ? member with { Value = Renamed(member.Value, map) } : member)] };

    /// <summary>The names of the servers that an object refers to.</summary>
    /// <param name="value">The object.</param>
    public static IEnumerable<string> NamesIn(StateObject value)
        => value.Members.Where(member => IsOfServers(value.Noun, member.Name)).SelectMany(member => member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().ToArray() : [member.Value])
            .Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!);

    private static bool IsOfServers(StateNoun noun, string member) => noun.OrdinalOf(member) is var ordinal and >= 0 && noun.Columns[ordinal].RefersTo == typeof(Server);

    private static JsonElement Renamed(JsonElement value, IReadOnlyDictionary<string, string> map)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Array)) return value;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (value.ValueKind == JsonValueKind.String) writer.WriteStringValue(NameOf(value, map));
            else
            {
                writer.WriteStartArray();
                foreach (var one in value.EnumerateArray())
                    if (one.ValueKind == JsonValueKind.String) writer.WriteStringValue(NameOf(one, map));
                    else one.WriteTo(writer);
                writer.WriteEndArray();
            }
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static string NameOf(JsonElement server, IReadOnlyDictionary<string, string> map) => map.GetValueOrDefault(server.GetString()!, server.GetString()!);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string List(IEnumerable<StateServer> servers) => string.Join(", ", servers.Select(server => server.Name));
}
