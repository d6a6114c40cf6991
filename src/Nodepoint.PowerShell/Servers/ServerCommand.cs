using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Servers;

/// <summary>The base of cmdlets that work on a server of the panel.</summary>
public abstract class ServerCommand : PanelCommand
{
    /// <summary>The server: its name, its number, or the server itself. Left out, all servers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ServerId", "ServerName")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerReference? Server { get; set; }

    /// <summary>The servers of the panel.</summary>
    protected ServerDirectory Directory => new(Connection);

    /// <summary>The server that is meant, or all of them.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The servers.</returns>
    protected async Task<IReadOnlyList<Server>> ServersAsync(CancellationToken cancel)
        => Server is null ? await Directory.ListAsync(cancel).ConfigureAwait(false) : [await Directory.FindAsync(Server, cancel).ConfigureAwait(false)];

    /// <summary>Reads something of each server and emits it.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Reads it.</param>
    protected void WriteOfServers<T>(Func<Server, CancellationToken, Task<IReadOnlyList<T>>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (!TryRun(Server, ServersAsync, out var servers)) return;
        foreach (var server in servers)
            if (TryRun(server, cancel => read(server, cancel), out var found)) WriteObject(found, enumerateCollection: true);
    }
}
