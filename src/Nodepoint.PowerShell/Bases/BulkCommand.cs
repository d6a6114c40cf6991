using System.Management.Automation;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of cmdlets that work on many rows at the same time. The output keeps the order of the input.</summary>
public abstract class BulkCommand : PanelCommand
{
    private readonly CancellationTokenSource _noNewRows = new();
    private OrderedWindow<Row>? _window;
    private IDisposable? _observation;

    /// <summary>How many requests are in flight at the same time: a number from 1 to 256, or Auto, which adapts to how fast the panel responds. The default is the connection's -ThrottleLimit, which is 4 if it is not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ThrottleLimitCompleter))]
    public ThrottleLimit? ThrottleLimit { get; set; }

    /// <summary>What this command reads from the panel once for all rows.</summary>
    protected PanelLookup Lookup { get; private set; } = null!;

    /// <summary>How long to wait for rows in flight when the command is stopped.</summary>
    protected virtual TimeSpan StopTimeout => TimeSpan.Zero;

    /// <summary>How many rows may wait for their turn in the output, for each row in flight.</summary>
    private protected virtual int Depth => 8;

    private OrderedWindow<Row> Window => _window ??= OpenWindow();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Lookup = new PanelLookup(Connection);
    }

    /// <summary>Works on a row while other rows are in flight. Its output is written in the order of the input.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="work">The work. It must not use the cmdlet, which runs on another thread.</param>
    protected void Enqueue(object? target, Func<Row, CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Enqueue(new Row(target), work, null);
    }

    private protected void Enqueue(Row row, Func<Row, CancellationToken, Task> work, Func<Row, Task>? settle)
    {
        var cancel = StopToken;
        Window.Add(() => RunAsync(row, work, cancel), () => Withdraw(row), settle, _noNewRows.Token);
        EmitDoneRows();
    }

    // A row that needs no work; its output still keeps the order of the input.
    private protected void Enqueue(Row row)
    {
        Window.Add(row);
        EmitDoneRows();
    }

    /// <summary>Waits for the rows in flight and writes their output.</summary>
    protected override void EndProcessing()
    {
        while (_window is { IsEmpty: false } window) Emit(Take(window));
    }

    /// <summary>Starts no more rows, and waits for the rows in flight for the time of StopTimeout.</summary>
    protected override void StopProcessing()
    {
        _noNewRows.Cancel();
        StopAfter(StopTimeout);
    }

    /// <summary>Waits for rows in flight when the command ends early, so that their outcome is recorded.</summary>
    /// <param name="disposing">Always true.</param>
    protected override void Dispose(bool disposing)
    {
        if (_window is { IsEmpty: false } window)
        {
            StopProcessing();
            while (!window.IsEmpty) Drop(window);
        }

        _observation?.Dispose();
        _noNewRows.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Writes the output of a row.</summary>
    /// <param name="row">The row, which is done.</param>
    private protected virtual void Emit(Row row)
    {
        if (row.Outcome == JournalState.Withdrawn) return;
        foreach (var line in row.VerboseLines) WriteVerbose(line);
        foreach (var line in row.Warnings) WriteWarning(line);
        foreach (var value in row.Output) WriteObject(value);
        if (row.Error is { } error) WriteError(error);
    }

    /// <summary>Counts a row that ended after the command was stopped, when output can no longer be written.</summary>
    /// <param name="row">The row.</param>
    private protected virtual void Drop(Row row)
    {
    }

    private void EmitDoneRows()
    {
        while (Window.TryTake(out var row)) Emit(row);
        if (!Window.IsFull) return;
        // Waking up for every single row costs more than the row itself.
        while (Window.IsHalfFull) Emit(Take(Window));
    }

    private Row Take(OrderedWindow<Row> window)
    {
        try { return window.Take(_noNewRows.Token); }
        catch (OperationCanceledException) when (_noNewRows.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (JournalException problem)
        {
            ThrowTerminatingError(PanelErrors.Of(problem));
            throw;
        }
    }

    private void Drop(OrderedWindow<Row> window)
    {
        try { Drop(window.Take()); }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // It can no longer be written, and the rows behind it have to be counted.
        }
    }

    private OrderedWindow<Row> OpenWindow()
    {
        var count = ThrottleLimit is null ? Connection.ThrottleLimit : ThrottleLimit.Count;
        var limit = new ConcurrencyLimit(count ?? AdaptiveLimit.First);
        if (count is null) _observation = Connection.Observe(new AdaptiveLimit(limit).Report);
        return new OrderedWindow<Row>(limit, (count ?? AdaptiveLimit.Most) * Depth);
    }

    private static Row Withdraw(Row row)
    {
        row.Outcome = JournalState.Withdrawn;
        return row;
    }

    private static async Task<Row> RunAsync(Row row, Func<Row, CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(row, cancel).ConfigureAwait(false);
            row.Outcome = JournalState.Done;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { row.Outcome = JournalState.Unknown; }
        catch (Exception problem) when (problem is not (JournalException or OutOfMemoryException))
        {
            row.Error = PanelErrors.Record(problem, row.Target);
            // A failure before the panel was checked, or without a response, does not settle a row that an earlier run may have sent.
            var fault = problem as PanelException;
            var open = fault?.Kind == FaultKind.OutcomeUnknown || (row.MayBeDone && (!row.IsChecked || fault is { IsUnanswered: true })) || (row.IsSent && !PanelErrors.IsExpected(problem));
            row.Outcome = open ? JournalState.Unknown : JournalState.Failed;
        }

        return row;
    }
}
