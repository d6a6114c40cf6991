using System.Net;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>The addresses, data and lifetime of a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>The address for HTTP; null for none. Port 0 selects a free port.</summary>
    public IPEndPoint? Http { get; init; } = new(IPAddress.Loopback, 8081);

    /// <summary>The address for HTTPS; null for none. Port 0 selects a free port.</summary>
    public IPEndPoint? Https { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>The database file; null to keep all data in memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>The JSON file that fills a new panel; null for the data that the recordings start from.</summary>
    public string? SeedFile { get; init; }

    /// <summary>Whether a new panel is filled with a small hosting company. Not valid with a seed file.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The line of the panel, 3.2 or 3.3. A process has one line.</summary>
    public string PanelVersion { get; init; } = "3.2";

    /// <summary>The ID of the process with which the sandbox ends; null for none.</summary>
    public int? ParentProcess { get; init; }
}
