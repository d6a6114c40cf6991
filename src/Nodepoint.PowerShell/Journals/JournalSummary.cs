using Nodepoint.IspConfig.Bulk.Journals;

namespace Nodepoint.PowerShell.Journals;

/// <summary>What became of the rows of a command, by its journal.</summary>
public sealed class JournalSummary
{
    private readonly JournalReport _report;

    internal JournalSummary(string path, JournalReport report) => (Path, _report) = (path, report);

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The command.</summary>
    public string Command => _report.Header.Command;

    /// <summary>The panel's address.</summary>
    public string Panel => _report.Header.Panel;

    /// <summary>When it was begun.</summary>
    public DateTimeOffset StartedAt => _report.Header.StartedAt;

    /// <summary>When its last line was written.</summary>
    public DateTimeOffset LastAt => _report.LastAt;

    /// <summary>How many rows it knows.</summary>
    public int Rows => _report.Rows;

    /// <summary>How many are done.</summary>
    public int Done => _report.CountOf(JournalState.Done);

    /// <summary>How many failed; nothing was changed by them.</summary>
    public int Failed => _report.CountOf(JournalState.Failed);

    /// <summary>How many were sent and have no known outcome.</summary>
    public int Unknown => _report.CountOf(JournalState.Unknown);

    /// <summary>How many may have been sent when the command was cut off; the next run looks at the panel first.</summary>
    public int Sending => _report.CountOf(JournalState.Sending);

    /// <summary>How many were not sent, as the command was stopped.</summary>
    public int NotSent => _report.CountOf(JournalState.Withdrawn);

    /// <summary>Whether every row of the input is done.</summary>
    public bool IsComplete => _report.IsComplete && Done == Rows;

    /// <summary>Rows done in a second, from the first line to the last.</summary>
    public double Rate => (LastAt - StartedAt).TotalSeconds is > 0 and var seconds ? Math.Round(Done / seconds, 1) : 0;

    /// <summary>Zones whose serials are still to be raised; the next run does.</summary>
    public string[] DueSerials => [.. _report.DueSerials];

    /// <summary>Why rows failed or are unknown, the most frequent reason first.</summary>
    public JournalReason[] Reasons => [.. _report.Reasons.Select(reason => new JournalReason(reason.Value, reason.Key))];

    /// <summary>The journal's file.</summary>
    /// <returns>Its path.</returns>
    public override string ToString() => Path;
}

/// <summary>Why rows failed.</summary>
/// <param name="Count">How many of them.</param>
/// <param name="Reason">What happened and what to do.</param>
public sealed record JournalReason(int Count, string Reason)
{
    /// <summary>The reason with its count.</summary>
    /// <returns>For the view.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Count} x {Reason}");
}
