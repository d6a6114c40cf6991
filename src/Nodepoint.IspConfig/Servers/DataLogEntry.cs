using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>What was done to a row.</summary>
public enum DataLogAction
{
    /// <summary>It was added.</summary>
    Insert,

    /// <summary>It was changed.</summary>
    Update,

    /// <summary>It was removed.</summary>
    Delete,
}

/// <summary>A column that a change touched.</summary>
/// <param name="Column">The panel's name of it.</param>
/// <param name="Old">The value before; null where there was none. Stars stand for a secret.</param>
/// <param name="New">The value after; null where there is none. Stars stand for a secret.</param>
public sealed record DataLogChange(string Column, string? Old, string? New);

/// <summary>An entry of the log by which the panel's servers learn of changes (sys_datalog).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Time">When the change was made.</param>
/// <param name="ServerId">The server that has to act on it; 0 is all of them.</param>
/// <param name="Table">The table of the panel's database.</param>
/// <param name="Action">What was done.</param>
/// <param name="RecordId">The row's number; 0 for an added row, whose number the panel does not log.</param>
/// <param name="User">The panel user; over the remote API it is always the administrator.</param>
/// <param name="Status">How the servers fared with it: ok, warning or error.</param>
/// <param name="Error">What went wrong; empty for nothing.</param>
/// <param name="Changes">The columns that differ, without the values of secrets.</param>
[TableView("Id:7> Time:26 Table:20 Action:6 RecordId:8> Status")]
public sealed record DataLogEntry(
    long Id, DateTimeOffset Time, long ServerId, string Table, DataLogAction Action, long RecordId, string User, string Status, string Error, IReadOnlyList<DataLogChange> Changes);
