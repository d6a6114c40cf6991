using System.Globalization;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Completion;

/// <summary>The names of the panel's servers.</summary>
internal sealed class ServerNames : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("servers", static async (connection, cancel)
        => (await new ServerDirectory(connection).ListAsync(cancel).ConfigureAwait(false)).Select(static one => new PanelName(one.Name, string.Create(CultureInfo.InvariantCulture, $"server {one.Name} (ID {one.Id})"))));
}

/// <summary>The IDs of the panel's servers, which are found by their names too.</summary>
internal sealed class ServerIds : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("IDs of servers", static async (connection, cancel)
        => (await new ServerDirectory(connection).ListAsync(cancel).ConfigureAwait(false)).Select(static one => PanelName.OfId(one.Id, one.Name, "server")));
}

/// <summary>Completes the names of servers.</summary>
internal sealed class ServerCompleter : NameCompleter<ServerNames>;

/// <summary>Completes the names of servers for a parameter that accepts wildcards.</summary>
internal sealed class ServerPatternCompleter : NamePatternCompleter<ServerNames>;

/// <summary>Completes the IDs of servers.</summary>
internal sealed class ServerIdCompleter : NameCompleter<ServerIds>;
