using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>The connection that an object was read from. Objects that differ only in it are equal, so it is equal to any other.</summary>
/// <param name="connection">The connection; null if the object was not read from a panel.</param>
internal readonly struct PanelOrigin(PanelConnection? connection) : IEquatable<PanelOrigin>
{
    /// <summary>The connection; null if the object was not read from a panel.</summary>
    public PanelConnection? Connection => connection;

    /// <inheritdoc/>
    public bool Equals(PanelOrigin other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PanelOrigin;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
