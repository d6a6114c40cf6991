using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A server of the panel and the services it runs (server_get_all, server_get_functions).</summary>
/// <param name="Id">The server's ID.</param>
/// <param name="Name">The host name.</param>
public sealed record Server(long Id, string Name) : IReadFromPanel
{
    /// <summary>Whether it is a mail server.</summary>
    public bool Mail { get; init; }

    /// <summary>Whether it is a web server.</summary>
    public bool Web { get; init; }

    /// <summary>Whether it is a DNS server.</summary>
    public bool Dns { get; init; }

    /// <summary>Whether it is a file server.</summary>
    public bool File { get; init; }

    /// <summary>Whether it is a database server.</summary>
    public bool Database { get; init; }

    /// <summary>The ISPConfig version on the server. The panel returns the oldest report that it still has, so after an update it can be the version before; Test-NpPanel shows that of the panel itself.</summary>
    public string Version { get; init; } = "";

    internal PanelOrigin ReadFrom { get; init; }

    PanelConnection? IReadFromPanel.ReadFrom => ReadFrom.Connection;

    /// <summary>Whether it has a service.</summary>
    /// <param name="service">The service.</param>
    /// <returns>Whether it has the service.</returns>
    public bool Does(ServerService service)
        => service switch { ServerService.Mail => Mail, ServerService.Web => Web, ServerService.Dns => Dns, ServerService.Database => Database, _ => true };

    /// <summary>Returns the host name.</summary>
    /// <returns>The host name.</returns>
    public override string ToString() => Name;
}
