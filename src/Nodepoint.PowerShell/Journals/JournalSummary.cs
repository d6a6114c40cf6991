using Nodepoint.IspConfig.Bulk.Journals;

namespace Nodepoint.PowerShell.Journals;

/// <summary>The state of a journal: the rows of a command by outcome.</summary>
public sealed class JournalSummary
{
    private readonly JournalReport _report;

    internal JournalSummary(string path, JournalReport report) => (Path, _report) = (path, report);

    /// <summary>The path of the journal's file.</summary>
    public string Path { get; }

    /// <summary>The cmdlet's name.</summary>
    public string Command => _report.Header.Command;

    /// <summary>The panel's address.</summary>
    public string Panel => _report.Header.Panel;

    /// <summary>When the journal was started.</summary>
    public DateTimeOffset StartedAt => _report.Header.StartedAt;

    /// <summary>When the last line of the journal was written.</summary>
    public DateTimeOffset LastAt => _report.LastAt;

    /// <summary>The number of rows in the journal.</summary>
    public int Rows => _report.Rows;

    /// <summary>The number of rows that are done.</summary>
    public int Done => _report.CountOf(JournalState.Done);

    /// <summary>The number of rows that failed; they changed nothing.</summary>
    public int Failed => _report.CountOf(JournalState.Failed);

    /// <summary>The number of rows that were sent and whose outcome is not known.</summary>
    public int Unknown => _report.CountOf(JournalState.Unknown);

    /// <summary>The number of rows that may have been sent when the command was interrupted; the next run checks the panel first.</summary>
    public int Sending => _report.CountOf(JournalState.Sending);

    /// <summary>The number of rows that were not sent because the command was stopped.</summary>
    public int NotSent => _report.CountOf(JournalState.Withdrawn);

    /// <summary>Whether every row of the input is done.</summary>
    public bool IsComplete => _report.IsComplete && Done == Rows;

    /// <summary>The number for a script to exit with: 0 if every row of the input is done, 1 if rows failed, 2 if rows are unknown or not sent, so that the same command has to run again.</summary>
    public int ExitCode => IsComplete ? 0 : !_report.IsComplete || Failed < Rows - Done ? 2 : 1;

    /// <summary>Rows done per second, from the first line of the journal to the last.</summary>
    public double Rate => (LastAt - StartedAt).TotalSeconds is > 0 and var seconds ? Math.Round(Done / seconds, 1) : 0;

    /// <summary>Zones whose serials still have to be raised; the next run raises them.</summary>
    public string[] DueSerials => [.. _report.DueSerials];

    /// <summary>Why rows failed or are unknown, most frequent reason first.</summary>
    public JournalReason[] Reasons => [.. _report.Reasons.Select(reason => new JournalReason(reason.Value, reason.Key))];

    /// <summary>The path of the journal's file.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}

/// <summary>Why rows failed.</summary>
/// <param name="Count">The number of rows.</param>
/// <param name="Reason">What happened, and what to do.</param>
public sealed record JournalReason(int Count, string Reason)
{
    /// <summary>The reason with its count.</summary>
    /// <returns>The text for the view.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Count} x {Reason}");
}
