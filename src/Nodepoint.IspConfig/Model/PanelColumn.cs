namespace Nodepoint.IspConfig.Model;

/// <summary>What is known of one column of a noun.</summary>
/// <param name="Name">The panel's name.</param>
/// <param name="Member">The record's name of it, which is the cmdlets' parameter.</param>
/// <param name="Flags">What is special about it.</param>
public sealed record PanelColumn(string Name, string Member, ColumnFlags Flags)
{
    /// <summary>Whether the column is sent to the panel at all.</summary>
    public bool IsWritten => (Flags & ColumnFlags.ReadOnly) == 0;
}

/// <summary>What is special about a column.</summary>
[Flags]
public enum ColumnFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is the natural key.</summary>
    Key = 1,

    /// <summary>A new record cannot do without it.</summary>
    Required = 2,

    /// <summary>It is never shown, and written only when it is given.</summary>
    Secret = 4,

    /// <summary>The panel alone sets it.</summary>
    ReadOnly = 8,

    /// <summary>Every update sends it along.</summary>
    Resend = 16,

    /// <summary>It is no parameter.</summary>
    Internal = 32,
}
