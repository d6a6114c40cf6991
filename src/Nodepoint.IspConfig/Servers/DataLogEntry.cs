using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The action of a data log entry.</summary>
public enum DataLogAction
{
    /// <summary>A row was added.</summary>
    Insert,

    /// <summary>A row was changed.</summary>
    Update,

    /// <summary>A row was removed.</summary>
    Delete,
}

/// <summary>A changed column.</summary>
/// <param name="Column">The panel's name for the column.</param>
/// <param name="Old">The value before; null if there was none. Secrets are shown as asterisks.</param>
/// <param name="New">The value after; null if missing. Secrets are shown as asterisks.</param>
public sealed record DataLogChange(string Column, string? Old, string? New);

/// <summary>An entry of the data log, from which the panel's servers read changes (sys_datalog).</summary>
/// <param name="Id">The entry's ID.</param>
/// <param name="Time">When the change was made.</param>
/// <param name="ServerId">The ID of the server that processes the change; 0 for all servers.</param>
/// <param name="Table">The table of the panel's database.</param>
/// <param name="Action">The action.</param>
/// <param name="RecordId">The row's ID; 0 for an added row, whose ID the panel does not log.</param>
/// <param name="User">The panel user; for a remote user this is the administrator, for a client's session the client.</param>
/// <param name="Status">The result on the servers: ok, warning, error, or pending.</param>
/// <param name="Error">The error message; empty if missing.</param>
/// <param name="Changes">The changed columns, without the values of secrets.</param>
[TableView("Id:7> Time:26 Table:20 Action:6 RecordId:8> Status")]
public sealed record DataLogEntry(
    long Id, DateTimeOffset Time, long ServerId, string Table, DataLogAction Action, long RecordId, string User, string Status, string Error, IReadOnlyList<DataLogChange> Changes);
