using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Says which open panel is meant: the connection itself or its name.</summary>
public sealed class PanelReference
{
    /// <summary>A connection.</summary>
    /// <param name="connection">The connection.</param>
    public PanelReference(PanelConnection connection) => Connection = connection;

    /// <summary>The name of a connection.</summary>
    /// <param name="name">The name, or the address.</param>
    public PanelReference(string name) => Name = name;

    internal PanelConnection? Connection { get; }

    internal string? Name { get; }

    /// <summary>The name.</summary>
    /// <returns>What the panel is called.</returns>
    public override string ToString() => Connection?.Name ?? Name ?? "";
}
