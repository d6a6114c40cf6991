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

    /// <summary>The panel: a connection from Connect-NpPanel or its name. Left out, the one connected last.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference? Panel { get; set; }

    /// <summary>Ends when the user presses Ctrl+C.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The panel this command works on.</summary>
    protected PanelConnection Connection => _connection ??= OpenPanels.Resolve(Panel);

    /// <summary>Finds the panel, so that a command without one fails once and not for every row.</summary>
    protected override void BeginProcessing()
    {
        try { _ = Connection; }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(new ErrorRecord(problem, "NotConnected", ErrorCategory.ConnectionError, Panel)); }
    }

    /// <summary>Tells what is under way to end.</summary>
    protected override void StopProcessing() => StopAfter(TimeSpan.Zero);

    /// <summary>Tells what is under way to end when some time has passed.</summary>
    /// <param name="patience">How long to wait; none ends it at once.</param>
    protected void StopAfter(TimeSpan patience)
    {
        if (patience > TimeSpan.Zero) _stopping.CancelAfter(patience);
        else _stopping.Cancel();
    }

    /// <summary>Runs one piece of work here and now; an error of it is written for the row.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="target">The row.</param>
    /// <param name="work">The work.</param>
    /// <param name="result">What it gave.</param>
    /// <returns>Whether it went well.</returns>
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
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, target));
            result = default!;
            return false;
        }
    }

    /// <summary>Runs one piece of work here and now that gives nothing; an error of it is written for the row.</summary>
    /// <param name="target">The row.</param>
    /// <param name="work">The work.</param>
    /// <returns>Whether it went well.</returns>
    protected bool TryRun(object? target, Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return TryRun(target, async cancel =>
        {
            await work(cancel).ConfigureAwait(false);
            return true;
        }, out _);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what is still under way.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing) => _stopping.Dispose();
}
