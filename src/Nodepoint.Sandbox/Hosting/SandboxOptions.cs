using System.Net;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Where a sandbox listens and what it keeps.</summary>
public sealed record SandboxOptions
{
    /// <summary>The address for plain http, null for none. Port 0 takes any that is free.</summary>
    public IPEndPoint? Http { get; init; } = new(IPAddress.Loopback, 8081);

    /// <summary>The address for https, null for none. Port 0 takes any that is free.</summary>
    public IPEndPoint? Https { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>The database file; without one nothing is kept.</summary>
    public string? DataFile { get; init; }

    /// <summary>What a fresh panel holds; without a file the one the recordings start from.</summary>
    public string? SeedFile { get; init; }

    /// <summary>Whether a fresh panel holds a small hosting company; not with a seed file.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The process the sandbox ends with.</summary>
    public int? ParentProcess { get; init; }
}
