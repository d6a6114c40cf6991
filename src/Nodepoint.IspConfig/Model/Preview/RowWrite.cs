namespace Nodepoint.IspConfig.Model.Preview;

/// <summary>The row of the panel's database that a call writes.</summary>
/// <param name="Table">The table.</param>
/// <param name="IdColumn">The column of the row's ID.</param>
/// <param name="Id">The row's ID; 0 for a new row.</param>
internal sealed record RowWrite(string Table, string IdColumn, long Id)
{
    /// <summary>Whether the call removes the row.</summary>
    public bool Removes { get; init; }

    /// <summary>The group that owns the row from then on; 0 to keep it.</summary>
    public long OwnerGroup { get; init; }

    /// <summary>The columns that the call changes; null if they are the members of its params.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}
