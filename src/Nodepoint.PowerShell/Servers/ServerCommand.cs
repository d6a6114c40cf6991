using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Servers;

/// <summary>The base of the cmdlets that read from servers of the panel.</summary>
public abstract class ServerCommand : PanelCommand
{
    /// <summary>The server: its name, its ID, or the server itself. The default is all servers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ServerId", "ServerName")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerReference? Server { get; set; }

    /// <summary>The panel's functions for servers.</summary>
    protected ServerDirectory Directory => new(Connection);

    /// <summary>The specified server, or all servers.</summary>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The servers.</returns>
    protected async Task<IReadOnlyList<Server>> ServersAsync(CancellationToken cancel)
        => Server is null && MyInvocation.BoundParameters.ContainsKey(nameof(Server)) ? throw KeyInputAttribute.Refuse(null, "server")! : Server is null ? await Directory.ListAsync(cancel).ConfigureAwait(false) : [await Directory.FindAsync(Server, cancel).ConfigureAwait(false)];

    /// <summary>Reads something from each server and writes it.</summary>
    /// <typeparam name="T">The type of what is read.</typeparam>
    /// <param name="read">Reads it from a server.</param>
    protected void WriteOfServers<T>(Func<Server, CancellationToken, Task<IReadOnlyList<T>>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (!TryRun(Server, ServersAsync, out var servers)) return;
        foreach (var server in servers)
            if (TryRun(server, cancel => read(server, cancel), out var found)) WriteObject(found, enumerateCollection: true);
    }
}
