using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A server of the panel and the services it runs (server_get_all, server_get_functions).</summary>
/// <param name="Id">The panel's number of it.</param>
/// <param name="Name">Its host name.</param>
public sealed record Server(long Id, string Name)
{
    /// <summary>Whether it keeps mail.</summary>
    public bool Mail { get; init; }

    /// <summary>Whether it serves websites.</summary>
    public bool Web { get; init; }

    /// <summary>Whether it answers DNS.</summary>
    public bool Dns { get; init; }

    /// <summary>Whether it keeps files.</summary>
    public bool File { get; init; }

    /// <summary>Whether it keeps databases.</summary>
    public bool Database { get; init; }

    /// <summary>The version of the panel's software on it.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it has a service.</summary>
    /// <param name="service">The service.</param>
    /// <returns>True where it has.</returns>
    public bool Does(ServerService service)
        => service switch { ServerService.Mail => Mail, ServerService.Web => Web, ServerService.Dns => Dns, ServerService.Database => Database, _ => true };

    /// <summary>Its name.</summary>
    /// <returns>The host name.</returns>
    public override string ToString() => Name;
}
