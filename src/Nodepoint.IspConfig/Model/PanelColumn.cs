namespace Nodepoint.IspConfig.Model;

/// <summary>A column of a noun.</summary>
/// <param name="Name">The panel's name.</param>
/// <param name="Member">The record's member, which is the cmdlets' parameter.</param>
/// <param name="Flags">The properties of the column.</param>
public sealed record PanelColumn(string Name, string Member, ColumnFlags Flags)
{
    /// <summary>Whether the column is sent to the panel.</summary>
    public bool IsWritten => (Flags & ColumnFlags.ReadOnly) == 0;

    /// <summary>The type of the object whose ID, or IDs, the column holds; null for none.</summary>
    internal Type? RefersTo { get; init; }

    /// <summary>The name of the member in a state.</summary>
    internal string StateName { get; init; } = Member;
}

/// <summary>The properties of a column.</summary>
[Flags]
public enum ColumnFlags
{
    /// <summary>No special properties.</summary>
    None = 0,

    /// <summary>The natural key.</summary>
    Key = 1,

    /// <summary>Required for a new record.</summary>
    Required = 2,

    /// <summary>Never shown, and written only when it is specified.</summary>
    Secret = 4,

    /// <summary>Set only by the panel.</summary>
    ReadOnly = 8,

    /// <summary>Sent with every update.</summary>
    Resend = 16,

    /// <summary>Not a parameter.</summary>
    Internal = 32,

    /// <summary>Made by the panel from IDs when a record is added.</summary>
    MadeFromIds = 64,

    /// <summary>Counts changes, and is not itself one.</summary>
    Counter = 128,
}
