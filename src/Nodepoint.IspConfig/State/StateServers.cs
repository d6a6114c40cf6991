using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.State;

/// <summary>Finds the servers of a panel that those of a state correspond to.</summary>
internal static class StateServers
{
    /// <summary>Finds a server for each one of the state: the one that is named, the one with the same name, or the first one that has all its services.</summary>
    /// <param name="from">The servers of the state.</param>
    /// <param name="to">The servers of the panel.</param>
    /// <param name="named">The servers that are named, by their names in the state.</param>
    /// <param name="chosen">Is told each server that was chosen by its services.</param>
    /// <returns>The names on the panel, by the names in the state, where they differ.</returns>
    /// <exception cref="RuleException">A server has no counterpart.</exception>
    public static Dictionary<string, string> Map(IReadOnlyList<StateServer> from, IReadOnlyList<StateServer> to, IReadOnlyDictionary<string, string> named, Action<StateServer, StateServer> chosen)
    {
        foreach (var (one, other) in named)
        {
            if (!from.Any(server => Same(server.Name, one))) throw new RuleException(Rule.InvalidReference, $"-ServerMap names server '{one}', which is not in the state. The state has: {List(from)}.");
            if (!to.Any(server => Same(server.Name, other))) throw new RuleException(Rule.InvalidReference, $"-ServerMap names server '{other}', which is not on the panel. The panel has: {List(to)}.");
        }

        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // A remote user that may not read servers has none of them.
        if (to.Count == 0) return map;
        foreach (var server in from)
        {
            if (named.FirstOrDefault(one => Same(one.Key, server.Name)).Value is { } name) map[server.Name] = to.First(other => Same(other.Name, name)).Name;
            else if (!to.Any(other => Same(other.Name, server.Name)))
            {
                var match = to.FirstOrDefault(other => server.Services.All(other.Services.Contains))
                    ?? throw new RuleException(Rule.InvalidReference, $"No server of the panel has all services of '{server.Name}' ({string.Join(", ", server.Services)}). Choose one with -ServerMap @{{ '{server.Name}' = '{to[0].Name}' }}.");
                map[server.Name] = match.Name;
                chosen(server, match);
            }
        }

        return map;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string List(IEnumerable<StateServer> servers) => string.Join(", ", servers.Select(server => server.Name));
}
