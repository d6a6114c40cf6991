using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Counts the rows of a command by outcome, for the progress bar and the summary.</summary>
/// <param name="command">The command.</param>
/// <param name="time">The clock.</param>
internal sealed class RowCounts(string command, TimeProvider time)
{
    private const int Activity = 1;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly long _started = time.GetTimestamp();
    private long _lastProgress = time.GetTimestamp();
    private long _earlier;
    private long _fixed;
    private long _done;
    private long _failed;
    private long _unknown;
    private long _withdrawn;

    /// <summary>The number of rows.</summary>
    public long Count => _earlier + _fixed + _done + _failed + _unknown + _withdrawn;

    /// <summary>Counts a row.</summary>
    /// <param name="row">The row, which is done.</param>
    public void Add(Row row)
    {
        switch (row.Outcome)
        {
            case JournalState.Done when row.Entry is { IsFixed: true }: _fixed++; break;
            case JournalState.Done when row.Entry?.Earlier == JournalState.Done: _earlier++; break;
            case JournalState.Done: _done++; Telemetry.Row(command, "Done"); break;
            case JournalState.Failed: _failed++; Telemetry.Row(command, "Failed"); break;
            case JournalState.Unknown: _unknown++; Telemetry.Row(command, "Unknown"); break;
            default: _withdrawn++; Telemetry.Row(command, "NotSent"); break;
        }
    }

    /// <summary>The progress, if enough time has passed since it was last shown.</summary>
    /// <param name="total">The number of rows in the input; null if it is not known.</param>
    /// <returns>The record to show; null for none yet.</returns>
    public ProgressRecord? Progress(int? total)
    {
        if (time.GetElapsedTime(_lastProgress) < ProgressInterval) return null;
        _lastProgress = time.GetTimestamp();
        var progress = new ProgressRecord(Activity, command, $"{Of(total)}, {Text(_failed)} failed, {Text(Rate)}/s");
        if (total is not > 0) return progress;
        progress.PercentComplete = (int)Math.Min(100, Count * 100 / total.Value);
        if (Rate > 0) progress.SecondsRemaining = (int)Math.Min(int.MaxValue, Math.Max(0, total.Value - Count) / Rate);
        return progress;
    }

    /// <summary>The end of the progress.</summary>
    /// <returns>The record to show.</returns>
    public ProgressRecord Completed() => new(Activity, command, Of(null)) { RecordType = ProgressRecordType.Completed };

    /// <summary>The summary of the command, in one line.</summary>
    /// <param name="stopped">Whether the command was stopped.</param>
    /// <param name="journal">The journal's file; null for none.</param>
    /// <returns>The line.</returns>
    public string Summary(bool stopped, string? journal)
    {
        var parts = new List<string> { $"{Text(_done)} done" };
        if (_earlier > 0) parts.Add($"{Text(_earlier)} done by an earlier run");
        if (_fixed > 0) parts.Add($"{Text(_fixed)} fixed by other rows");
        parts.Add($"{Text(_failed)} failed");
        if (_unknown > 0) parts.Add($"{Text(_unknown)} unknown");
        if (_withdrawn > 0) parts.Add($"{Text(_withdrawn)} not sent");
        var next = journal is null ? "" : _failed + _unknown + _withdrawn > 0 || stopped ? $" To resume, run the same command with -Journal {journal}." : $" Journal: {journal}.";
        return string.Create(CultureInfo.InvariantCulture, $"{command}{(stopped ? " stopped after" : ":")} {Text(Count)} {(Count == 1 ? "row" : "rows")} in {time.GetElapsedTime(_started).TotalSeconds:0.0} s ({Text(Rate)}/s): {string.Join(", ", parts)}.{next}");
    }

    private double Rate => time.GetElapsedTime(_started).TotalSeconds is > 0 and var seconds ? (Count - _earlier - _fixed - _withdrawn) / seconds : 0;

    private string Of(int? total) => total is > 0 ? $"{Text(Count)} of {Text(total.Value)}" : Text(Count);

    private static string Text(double number) => number.ToString(number < 10 && number != Math.Floor(number) ? "0.0" : "#,##0", CultureInfo.InvariantCulture);
}
