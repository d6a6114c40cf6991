using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of every cmdlet that works on a panel.</summary>
public abstract class PanelCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private PanelConnection? _connection;

    /// <summary>The panel: a connection from Connect-NpPanel, or its name. The default is the panel that was connected last.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference? Panel { get; set; }

    /// <summary>Is canceled when the user presses Ctrl+C.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The panel this command works on.</summary>
    protected PanelConnection Connection => _connection ??= OpenPanels.Resolve(Panel);

    /// <summary>Resolves the panel, so that a command without one fails once and not for every row.</summary>
    protected override void BeginProcessing()
    {
        try { _ = Connection; }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(new ErrorRecord(problem, "NotConnected", ErrorCategory.ConnectionError, Panel)); }
    }

    /// <summary>Cancels what is in flight.</summary>
    protected override void StopProcessing() => StopAfter(TimeSpan.Zero);

    /// <summary>Cancels what is in flight after some time.</summary>
    /// <param name="delay">How long to wait; zero cancels at once.</param>
    protected void StopAfter(TimeSpan delay)
    {
        if (delay > TimeSpan.Zero) _stopping.CancelAfter(delay);
        else _stopping.Cancel();
    }

    /// <summary>Runs work on the pipeline's thread. An error is written for the row.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="work">The work.</param>
    /// <param name="result">The result.</param>
    /// <returns>Whether it succeeded.</returns>
    protected bool TryRun<T>(object? target, Func<CancellationToken, Task<T>> work, out T result)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            result = work(StopToken).GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            WriteError(PanelErrors.Record(problem, target));
            result = default!;
            return false;
        }
    }

    /// <summary>Runs work without a result on the pipeline's thread. An error is written for the row.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="work">The work.</param>
    /// <returns>Whether it succeeded.</returns>
    protected bool TryRun(object? target, Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return TryRun(target, async cancel =>
        {
            await work(cancel).ConfigureAwait(false);
            return true;
        }, out _);
    }

    /// <summary>Names an object and the panel it is on, for -WhatIf and -Confirm.</summary>
    private protected string Describe(string what) => $"{what} (panel {Connection.Name})";

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels what is still in flight.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing) => _stopping.Dispose();
}
