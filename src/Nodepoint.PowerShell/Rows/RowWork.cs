using Nodepoint.IspConfig.Writing;

namespace Nodepoint.PowerShell.Rows;

/// <summary>What is to be done for one row.</summary>
/// <param name="Target">The row, as the error's target.</param>
/// <param name="Key">The row's natural key.</param>
/// <param name="CarryOutAsync">Does it. It must not use the cmdlet, because it runs on another thread.</param>
internal sealed record RowWork(object? Target, string Key, Func<Row, CancellationToken, Task> CarryOutAsync)
{
    /// <summary>What it is done with, for -WhatIf and -Confirm: "mailbox anna@example.com".</summary>
    public required string What { get; init; }

    /// <summary>What is done, for -WhatIf and -Confirm: "Remove".</summary>
    public required string Action { get; init; }

    /// <summary>Reads what <see cref="CarryOutAsync"/> would, sends nothing, and returns what would be done.</summary>
    public required Func<Row, CancellationToken, Task<WritePlan>> PlanAsync { get; init; }

    /// <summary>Whether rows are previewed one after another, because planning a row changes what the rows after it see. Otherwise they are planned side by side.</summary>
    public bool IsPlannedInOrder { get; init; }

    /// <summary>Whether a row that an earlier run has done is carried out again, because its work finds out from the panel what is left to do.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>What the row is about, for its journal; null if its key says it.</summary>
    public RowSubject? About { get; init; }

    /// <summary>Whether the row can be sent again if an earlier run may have sent it.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Finds out whether the panel shows that the row is carried out, completes what follows, and sends the row itself in no case; null if the panel does not show it.</summary>
    public Func<Row, CancellationToken, Task<bool>>? FinishAsync { get; init; }

    /// <summary>Rebuilds the output of a row that was fixed from that of the row that fixes it; null if it is rebuilt in the same way.</summary>
    public Func<long, ReadOnlyMemory<byte>, object?>? RestoreFixed { get; init; }

    /// <summary>Rebuilds the row's output from its ID and what the journal stores, if an earlier run has done the row; null if the row has no output.</summary>
    public Func<long, ReadOnlyMemory<byte>, object?>? Restore { get; init; }

    /// <summary>Whether the work waits for something else than the panel, with <see cref="RowRunner.PauseAsync"/>.</summary>
    public bool Pauses { get; init; }

    /// <summary>Begins what needs no panel before the row has its slot, such as hashing its password; null for nothing.</summary>
    public Action? Ahead { get; init; }

    /// <summary>Whether rows that change the same record run one at a time, in order. The work finds out which record it is, and waits with <see cref="Row.Turn"/>.</summary>
    public bool TakesTurns { get; init; }

    /// <summary>The object that the row changes, if its name is enough to tell: rows about the same object run one at a time, in order. Null if the order does not matter.</summary>
    public string? Subject { get; init; }
}
