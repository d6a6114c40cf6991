using System.Management.Automation;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of every cmdlet that waits for something: Ctrl+C ends the wait.</summary>
public abstract class CancelableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Is canceled when the user presses Ctrl+C.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Cancels what is in flight.</summary>
    protected override void StopProcessing() => StopAfter(TimeSpan.Zero);

    /// <summary>Cancels what is in flight after some time.</summary>
    /// <param name="delay">How long to wait; zero cancels at once.</param>
    protected void StopAfter(TimeSpan delay)
    {
        if (delay > TimeSpan.Zero) _stopping.CancelAfter(delay);
        else _stopping.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the command holds.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing) => _stopping.Dispose();
}
