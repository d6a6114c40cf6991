using System.Management.Automation;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>The base of cmdlets that work on many rows at once: requests overlap, the output keeps the order of the input.</summary>
public abstract class BulkCommand : PanelCommand
{
    private OrderedWindow<Row>? _window;

    /// <summary>How many requests are under way at once; 1 to 256. Left out, what the connection was opened with, 4.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; }

    /// <summary>What this command knows of the panel around its rows.</summary>
    protected PanelLookup Lookup { get; private set; } = null!;

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
        _window ??= new OrderedWindow<Row>(ThrottleLimit > 0 ? ThrottleLimit : Connection.ThrottleLimit);
        var cancel = StopToken;
        _window.Add(() => RunAsync(new Row(target), work, cancel), cancel);
        while (_window.TryTake(out var row)) Emit(row);
        while (_window.IsFull) Emit(_window.Take());
    }

    /// <summary>Waits for what is under way and writes it.</summary>
    protected override void EndProcessing()
    {
        while (_window is { IsEmpty: false } window) Emit(window.Take());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A command that ends early must not leave work behind that nobody hears of.
        if (_window is { IsEmpty: false }) StopProcessing();
        _window?.Dispose();
        base.Dispose(disposing);
    }

    private static async Task<Row> RunAsync(Row row, Func<Row, CancellationToken, Task> work, CancellationToken cancel)
    {
        try { await work(row, cancel).ConfigureAwait(false); }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { row.Cancelled = true; }
        catch (Exception problem) when (PanelErrors.IsExpected(problem)) { row.Error = PanelErrors.Record(problem, row.Target); }
        return row;
    }

    private void Emit(Row row)
    {
        if (row.Cancelled) return;
        foreach (var line in row.VerboseLines) WriteVerbose(line);
        foreach (var line in row.Warnings) WriteWarning(line);
        foreach (var value in row.Output) WriteObject(value);
        if (row.Error is { } error) WriteError(error);
    }
}
