namespace Nodepoint.IspConfig.State;

/// <summary>What a state says about itself. It has no time, so that a state of a panel that has not changed is the same file.</summary>
internal sealed record StateManifest
{
    /// <summary>The address of the panel.</summary>
    public string Panel { get; init; } = "";

    /// <summary>The version of the panel.</summary>
    public string PanelVersion { get; init; } = "";

    /// <summary>The version of the module.</summary>
    public string ModuleVersion { get; init; } = "";

    /// <summary>Whether it has password hashes, keys, and passwords.</summary>
    public bool IncludesSecrets { get; init; }

    /// <summary>The nouns, clients, and zones that it was limited to; empty for all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The nouns, clients, and zones that were left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The servers of the panel.</summary>
    public IReadOnlyList<StateServer> Servers { get; init; } = [];

    /// <summary>The client templates of the panel, which the remote API cannot create.</summary>
    public IReadOnlyList<StateTemplate> Templates { get; init; } = [];

    /// <summary>The names of the additional PHP versions, by server, which the remote API cannot create.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> PhpVersions { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The number of objects of each noun.</summary>
    public IReadOnlyDictionary<string, int> Objects { get; init; } = new Dictionary<string, int>();

    /// <summary>The nouns that the remote user may not read, each with the permission that it needs.</summary>
    public IReadOnlyDictionary<string, string> NotAllowed { get; init; } = new Dictionary<string, string>();
}

/// <summary>A server of a state.</summary>
/// <param name="Name">The host name.</param>
/// <param name="Services">Its services: mail, web, dns, file, database.</param>
internal sealed record StateServer(string Name, IReadOnlyList<string> Services);

/// <summary>The limits of client templates.</summary>
internal static class StateTemplates
{
    /// <summary>Whether a limit names servers by their IDs.</summary>
    /// <param name="column">The panel's column.</param>
    public static bool IsOfServers(string column) => column.EndsWith("server", StringComparison.Ordinal) || column.EndsWith("servers", StringComparison.Ordinal);
}

/// <summary>A client template of a state.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsAdditional">Whether it is added to others.</param>
/// <param name="Limits">The limits, by the panel's columns, with the names of servers in place of their IDs.</param>
internal sealed record StateTemplate(string Name, bool IsAdditional, IReadOnlyDictionary<string, string?> Limits);
