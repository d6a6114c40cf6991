namespace Nodepoint.IspConfig.Model;

/// <summary>What all things have in common that the panel keeps.</summary>
public abstract record PanelObject
{
    private static readonly IReadOnlyDictionary<string, string?> None = new Dictionary<string, string?>(0);

    /// <summary>The panel's number of it; 0 while it is not stored.</summary>
    public long Id { get; init; }

    /// <summary>The number of the group that owns it (sys_groupid); 1 is the administrator. 0 where it was not read.</summary>
    public long OwnerGroupId { get; init; }

    /// <summary>Columns that this version has no member for, as the panel gave them; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string?> AdditionalFields { get; init; } = None;

    /// <summary>The number of the server that keeps it; 0 where it has none.</summary>
    protected internal virtual long StoredOn => 0;

    /// <summary>Its natural key.</summary>
    protected abstract string Key { get; }

    /// <summary>Its natural key, never a member's value that could be secret.</summary>
    /// <returns>The key.</returns>
    public sealed override string ToString() => Key;
}
