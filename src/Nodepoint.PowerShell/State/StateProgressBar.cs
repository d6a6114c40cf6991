using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.State;

namespace Nodepoint.PowerShell.State;

/// <summary>Shows the progress of work on a state that runs on other threads.</summary>
/// <param name="command">The cmdlet.</param>
internal sealed class StateProgressBar(PSCmdlet command)
{
    private const int StepMilliseconds = 250;

    private string _said = " ";
    private bool _isShown;

    /// <summary>What the work counts.</summary>
    public StateProgress Progress { get; } = new();

    /// <summary>Waits for work on the pipeline's thread, and shows its progress meanwhile.</summary>
    /// <typeparam name="T">The result of the work.</typeparam>
    /// <param name="work">The work.</param>
    /// <returns>The work, which is done.</returns>
    public Task<T> Show<T>(Task<T> work)
    {
        // Progress can be written only on the pipeline's thread, so the wait is in small steps.
        while (Task.WaitAny([work], StepMilliseconds, CancellationToken.None) < 0) Update();
        if (!work.IsCompletedSuccessfully) Complete();
        return work;
    }

    /// <summary>Shows how far the work is.</summary>
    public void Update()
    {
        if (Progress.What.Length == 0) return;
        var (done, total) = (Progress.Done, Progress.Total);
        _said = string.Create(CultureInfo.InvariantCulture, $"{Progress.What}: {done:#,##0}{(total > 0 ? $" of {total:#,##0}" : "")}");
        command.WriteProgress(new ProgressRecord(1, command.MyInvocation.MyCommand.Name, _said) { PercentComplete = total > 0 ? Math.Min(100, (int)(100L * done / total)) : -1 });
        _isShown = true;
    }

    /// <summary>Ends the progress.</summary>
    public void Complete()
    {
        if (!_isShown) return;
        _isShown = false;
        command.WriteProgress(new ProgressRecord(1, command.MyInvocation.MyCommand.Name, _said) { RecordType = ProgressRecordType.Completed });
    }
}
