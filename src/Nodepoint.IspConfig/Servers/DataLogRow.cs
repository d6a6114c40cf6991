namespace Nodepoint.IspConfig.Servers;

/// <summary>An entry of the data log with the rows as they were stored. They can have secrets, so it never leaves the library.</summary>
/// <param name="Id">The entry's ID.</param>
/// <param name="Time">When the change was made.</param>
/// <param name="ServerId">The ID of the server that processes the change; 0 for all servers.</param>
/// <param name="Table">The table of the panel's database.</param>
/// <param name="Action">The action.</param>
/// <param name="KeyColumn">The column of the row's ID.</param>
/// <param name="RecordId">The row's ID; 0 for an added row, whose ID is only among its columns.</param>
/// <param name="User">The panel user.</param>
/// <param name="Status">The result on the servers.</param>
/// <param name="Error">The error message; empty if missing.</param>
/// <param name="Old">The row before the change; empty if it is not logged. Of an added row, its values are null.</param>
/// <param name="New">The row after the change; empty if it is not logged. Of a removed row, its values are null.</param>
internal sealed record DataLogRow(
    long Id, DateTimeOffset Time, long ServerId, string Table, DataLogAction Action, string KeyColumn, long RecordId, string User, string Status, string Error,
    IReadOnlyDictionary<string, string?> Old, IReadOnlyDictionary<string, string?> New)
{
    /// <summary>The row as it was: after the change, or before it for a removed row.</summary>
    public IReadOnlyDictionary<string, string?> Row => Action == DataLogAction.Delete ? Old : New;
}
