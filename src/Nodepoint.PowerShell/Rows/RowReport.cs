using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Shows the progress of a command, and its summary at the end.</summary>
/// <param name="command">The command.</param>
/// <param name="counts">The rows by outcome.</param>
internal sealed class RowReport(PSCmdlet command, RowCounts counts)
{
    /// <summary>The number of rows in the input; null if it is not known.</summary>
    public int? Total { get; set; }

    /// <summary>The path of the journal, once it is open; null for none.</summary>
    public string? Journal { get; set; }

    /// <summary>Whether the command can still write: it did not end early.</summary>
    public bool CanWrite { get; set; }

    /// <summary>Counts a row, and shows the progress.</summary>
    /// <param name="row">The row, which is done.</param>
    public void Add(Row row)
    {
        counts.Add(row);
        if (counts.Progress(Total) is { } progress) command.WriteProgress(progress);
    }

    /// <summary>Counts a row that ended after the command was stopped, when output can no longer be written.</summary>
    /// <param name="row">The row, which is done.</param>
    public void AddSilently(Row row) => counts.Add(row);

    /// <summary>Writes a warning at the end of the command, even when it was stopped.</summary>
    /// <param name="text">The warning: what happened, and what to do.</param>
    public void Warn(string text)
    {
        if (CanWrite) command.WriteWarning(text);
        // The console host would write it to standard output, where a script's output may be read by a program.
        else if (IsConsole) Console.Error.WriteLine($"WARNING: {text}");
        else command.Host?.UI?.WriteWarningLine(text);
    }

    /// <summary>Shows the summary of a command that has read all rows.</summary>
    public void End()
    {
        if (counts.Count == 0) return;
        command.WriteProgress(counts.Completed());
        command.WriteInformation(counts.Summary(stopped: false, Journal), ["Nodepoint"]);
    }

    /// <summary>
    /// Shows the summary of a command that Ctrl+C or an error has ended. The pipeline accepts no more output, so it goes to the host, or to standard
    /// error if standard output is redirected: a program may read it.
    /// </summary>
    public void Stop()
    {
        var summary = !IsSilent && (Journal is not null || counts.Count > 1) ? counts.Summary(stopped: true, Journal) : null;
        if (IsConsole && Console.IsOutputRedirected)
        {
            if (summary is not null) Console.Error.WriteLine(summary);
            return;
        }

        command.Host?.UI?.WriteProgress(0, counts.Completed());
        if (summary is not null) command.Host?.UI?.WriteLine(summary);
    }

    // Only what is specified counts: the preference of a console that was not configured hides all information.
    private bool IsSilent => command.MyInvocation.BoundParameters.TryGetValue("InformationAction", out var specified)
        && LanguagePrimitives.TryConvertTo<ActionPreference>(specified, out var action) && action is ActionPreference.Ignore or ActionPreference.SilentlyContinue;

    private bool IsConsole => command.Host?.Name == "ConsoleHost";
}
