using System.Management.Automation;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of cmdlets that work on many rows at once: requests overlap, the output keeps the order of the input.</summary>
public abstract class BulkCommand : PanelCommand
{
    private readonly CancellationTokenSource _noMore = new();
    private OrderedWindow<Row>? _window;
    private IDisposable? _observation;

    /// <summary>How many requests are under way at once: 1 to 256, or Auto, which watches how fast the panel answers and finds the best. Left out, what the connection was opened with, 4.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ThrottleLimitCompleter))]
    public ThrottleLimit? ThrottleLimit { get; set; }

    /// <summary>What this command knows of the panel around its rows.</summary>
    protected PanelLookup Lookup { get; private set; } = null!;

    /// <summary>How long rows under way are waited for when the command is stopped.</summary>
    protected virtual TimeSpan StopTimeout => TimeSpan.Zero;

    /// <summary>Room for rows that are done but wait for a slow one before them, for each that is under way.</summary>
    private protected virtual int Depth => 8;

    private OrderedWindow<Row> Window => _window ??= OpenWindow();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Lookup = new PanelLookup(Connection);
    }

    /// <summary>Works on a row beside others. What it reports is written when its turn has come.</summary>
    /// <param name="target">The row, for errors.</param>
    /// <param name="work">The work. It must not touch the cmdlet, which runs on another thread.</param>
    protected void Enqueue(object? target, Func<Row, CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Enqueue(new Row(target), work, null);
    }

    private protected void Enqueue(Row row, Func<Row, CancellationToken, Task> work, Func<Row, Task>? settle)
    {
        var cancel = StopToken;
        Window.Add(() => RunAsync(row, work, cancel), () => Withdrawn(row), settle, _noMore.Token);
        EmitWhatIsDone();
    }

    // A row that needs no work, in its turn.
    private protected void Enqueue(Row row)
    {
        Window.Add(row);
        EmitWhatIsDone();
    }

    /// <summary>Waits for what is under way and writes it.</summary>
    protected override void EndProcessing()
    {
        while (_window is { IsEmpty: false } window) Emit(Take(window));
    }

    /// <summary>Begins nothing more, and waits a moment for what is under way.</summary>
    protected override void StopProcessing()
    {
        _noMore.Cancel();
        StopAfter(StopTimeout);
    }

    /// <summary>Waits for rows that are under way when the command ends early, so that no work is left behind that nobody hears of.</summary>
    /// <param name="disposing">Always true.</param>
    protected override void Dispose(bool disposing)
    {
        if (_window is { IsEmpty: false } window)
        {
            StopProcessing();
            while (!window.IsEmpty) Drop(window);
        }

        _observation?.Dispose();
        _noMore.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Writes what a row has to say.</summary>
    /// <param name="row">The row, done.</param>
    private protected virtual void Emit(Row row)
    {
        if (row.Outcome == JournalState.Withdrawn) return;
        foreach (var line in row.VerboseLines) WriteVerbose(line);
        foreach (var line in row.Warnings) WriteWarning(line);
        foreach (var value in row.Output) WriteObject(value);
        if (row.Error is { } error) WriteError(error);
    }

    /// <summary>Takes note of a row that is done after the command was stopped, when nothing can be written any more.</summary>
    /// <param name="row">The row.</param>
    private protected virtual void Drop(Row row)
    {
    }

    private void EmitWhatIsDone()
    {
        while (Window.TryTake(out var row)) Emit(row);
        if (!Window.IsFull) return;
        // To wake up for every single row costs more than the row does.
        while (Window.IsHalfFull) Emit(Take(Window));
    }

    private Row Take(OrderedWindow<Row> window)
    {
        try { return window.Take(_noMore.Token); }
        catch (OperationCanceledException) when (_noMore.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (JournalException problem)
        {
            ThrowTerminatingError(PanelErrors.Of(problem));
            throw;
        }
    }

    private void Drop(OrderedWindow<Row> window)
    {
        try { Drop(window.Take()); }
        catch (Exception lost) when (lost is not OutOfMemoryException)
        {
            // There is no place left to write it to, and the rows after it have to be taken note of.
        }
    }

    private OrderedWindow<Row> OpenWindow()
    {
        var count = ThrottleLimit is null ? Connection.ThrottleLimit : ThrottleLimit.Count;
        var limit = new ConcurrencyLimit(count ?? AdaptiveLimit.First);
        if (count is null) _observation = Connection.Observe(new AdaptiveLimit(limit).Report);
        return new OrderedWindow<Row>(limit, (count ?? AdaptiveLimit.Most) * Depth);
    }

    private static Row Withdrawn(Row row)
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
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            row.Error = PanelErrors.Record(problem, row.Target);
            // What fails before the panel was looked at, or as it cannot be asked, says nothing of what an earlier run has left open.
            var fault = problem as PanelException;
            var open = fault?.Kind == FaultKind.OutcomeUnknown || (row.MayBeDone && (!row.IsLookedAt || fault is { IsUnanswered: true }));
            row.Outcome = open ? JournalState.Unknown : JournalState.Failed;
        }

        return row;
    }
}
