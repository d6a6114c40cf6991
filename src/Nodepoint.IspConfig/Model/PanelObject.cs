using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>The base of all records on the panel.</summary>
public abstract record PanelObject : IReadFromPanel
{
    /// <summary>The ID on the panel; 0 if the object is not stored.</summary>
    public long Id { get; init; }

    /// <summary>The ID of the group that owns the object (sys_groupid); 1 is the administrator's group. 0 if it was not read.</summary>
    public long OwnerGroupId { get; init; }

    /// <summary>The user name of its owner, if it was read. Records compare without it.</summary>
    internal OwnerName OwnerName { get; set; }

    /// <summary>The user name of the client that owns the object; empty if the administrator owns it, null if it was not read.</summary>
    protected string? OwnerUsername => OwnerName.Name;

    /// <summary>Whether a client can own the object.</summary>
    protected internal virtual bool HasOwner => false;

    /// <summary>Columns without a member in this version, as returned by the panel; empty if missing.</summary>
    public IReadOnlyDictionary<string, string?> AdditionalFields { get; init => field = AdditionalFieldTable.Of(value); } = AdditionalFieldTable.None;

    /// <summary>The connection that the object was read from, which commands work on that get it from the pipeline. Copies have it too.</summary>
    internal PanelOrigin ReadFrom { get; set; }

    PanelConnection? IReadFromPanel.ReadFrom => ReadFrom.Connection;

    /// <summary>The ID of the server that stores the object; 0 if it has none.</summary>
    protected internal virtual long StoredOn => 0;

    /// <summary>The natural key.</summary>
    protected abstract string Key { get; }

    /// <summary>Returns the natural key, never a value that could be secret.</summary>
    /// <returns>The key.</returns>
    public sealed override string ToString() => Key;
}
