using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets the panel's servers and the services they run.</summary>
[Cmdlet(VerbsCommon.Get, "NpServer", DefaultParameterSetName = "Name")]
[OutputType(typeof(Server))]
public sealed class GetNpServerCommand : PanelCommand
{
    /// <summary>The names of the servers; wildcards are allowed. The default is all servers.</summary>
    [Parameter(ParameterSetName = "Name", Position = 0, ValueFromPipeline = true)]
    [KeyInput]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerPatternCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The ID of the server.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    public long Id { get; set; }

    /// <summary>An IP address of the server.</summary>
    [Parameter(ParameterSetName = "IPAddress", Mandatory = true)]
    [ArgumentCompleter(typeof(KeyCompleter<ServerIp>))]
    public System.Net.IPAddress? IPAddress { get; set; }

    /// <summary>The full name of an FTP user on the server.</summary>
    [Parameter(ParameterSetName = "FtpUser", Mandatory = true)]
    [ArgumentCompleter(typeof(KeyCompleter<FtpUser>))]
    public string? FtpUser { get; set; }

    private ServerDirectory Directory => new(Connection);

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRun(null, Directory.ListAsync, out var servers)) return;
        if (IPAddress is { } address)
        {
            if (!TryRun(address, cancel => Directory.ByAddressAsync(address, cancel), out var id)) return;
            Id = id;
        }

        if (FtpUser is { } user)
        {
            if (!TryRun(user, cancel => Directory.OfFtpUserAsync(user, cancel), out var id)) return;
            if (id == 0)
            {
                WriteError(PanelErrors.Record(PanelException.NotFound("sites_ftp_user_server_get", $"FTP user '{user}'"), user));
                return;
            }

            Id = id;
        }

        if (ParameterSetName != "Name")
        {
            var matches = servers.Where(server => server.Id == Id).ToArray();
            if (matches.Length == 0) WriteError(PanelErrors.Record(PanelException.NotFound("server_get_all", IPAddress is null ? $"server with ID {Id}" : $"server with IP address {IPAddress}"), Id));
            Write(matches);
            return;
        }

        foreach (var name in Name)
        {
            if (KeyInputAttribute.Refuse(name, "server") is { } nothing)
            {
                WriteError(PanelErrors.Record(nothing, name));
                continue;
            }

            if (NumberKey.TryRead(name, out var number))
            {
                var same = servers.Where(server => server.Id == number).ToArray();
                if (same.Length == 0) WriteError(PanelErrors.Record(PanelException.NotFound("server_get_all", $"server with ID {number}"), number));
                Write(same);
                continue;
            }

            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = servers.Where(server => pattern.IsMatch(server.Name)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(PanelErrors.Record(PanelException.NotFound("server_get_all", $"server '{name}'"), name));
            Write(found);
        }
    }

    private void Write(Server[] servers)
    {
        foreach (var server in servers)
            if (TryRun(server, cancel => Directory.DescribeAsync(server, cancel), out var described)) WriteObject(described);
    }
}
