using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Changes a setting of a server.</summary>
/// <remarks>The settings of its section are read first, because the panel accepts any server, section, and name.</remarks>
[Cmdlet(VerbsCommon.Set, "NpServerConfig", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpServerConfigCommand : SetConfigCommand
{
    /// <summary>The server: its name, its ID, or the server itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ServerId", "ServerName")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerReference Server { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var server = Server;
        Set(server, server.ToString(), Finding(server));
    }

    private protected override (object Target, (string, object?)[] Named, Func<Row, CancellationToken, Task<Server?>> Find)? TargetOf(string name)
        => string.IsNullOrWhiteSpace(name) ? null : new ServerReference(name) is var server ? (server, [(nameof(Server), server)], Finding(server)) : null;

    private static Func<Row, CancellationToken, Task<Server?>> Finding(ServerReference server)
        => async (row, cancel) => await row.Panel.Lookup.OnceAsync("server named", server.ToString(), () => new ServerDirectory(row.Panel.Connection).FindAsync(server, cancel)).ConfigureAwait(false);
}
