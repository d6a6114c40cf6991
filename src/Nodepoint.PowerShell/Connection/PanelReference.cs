using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Refers to an open panel by its connection or its name.</summary>
public sealed class PanelReference
{
    /// <summary>A connection.</summary>
    /// <param name="connection">The connection.</param>
    public PanelReference(PanelConnection connection) => Connection = connection;

    /// <summary>A panel from Connect-NpPanel or Get-NpPanel.</summary>
    /// <param name="panel">The panel.</param>
    public PanelReference(ConnectedPanel panel) => Connection = (panel ?? throw new ArgumentNullException(nameof(panel))).Connection;

    /// <summary>The name of a connection.</summary>
    /// <param name="name">The connection's name, or the panel's address.</param>
    public PanelReference(string name) => Name = name;

    internal PanelConnection? Connection { get; }

    internal string? Name { get; }

    /// <summary>Whether it is the panel of one of several commands that run on as many panels.</summary>
    internal bool IsOneOfSeveral { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name, for messages.</returns>
    public override string ToString() => Connection?.Name ?? Name ?? "";
}
