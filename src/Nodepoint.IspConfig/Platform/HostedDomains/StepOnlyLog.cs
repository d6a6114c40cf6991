using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The log of one step of a hosted domain.</summary>
/// <param name="log">The log of the domain.</param>
/// <param name="isResumed">Whether an interrupted run may have made the step.</param>
internal sealed class StepOnlyLog(IWriteLog log, bool isResumed = false) : IWriteLog
{
    /// <summary>Whether warnings are left out, because the check has given them already.</summary>
    public bool IsQuiet { get; init; }

    /// <inheritdoc/>
    public bool MayBeDone => isResumed;

    /// <inheritdoc/>
    public IReadOnlyList<PlannedCall> Unfinished => [];

    /// <inheritdoc/>
    public bool IsStopped => log.IsStopped;

    /// <inheritdoc/>
    public void MarkChecked()
    {
    }

    /// <inheritdoc/>
    public void MarkSent() => log.MarkSent();

    /// <inheritdoc/>
    public void Verbose(string text) => log.Verbose(text);

    /// <inheritdoc/>
    public void Warn(string text)
    {
        if (!IsQuiet) log.Warn(text);
    }

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyCollection<PlannedCall> calls) => Task.CompletedTask;
}
