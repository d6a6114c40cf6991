using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>The log of one change of a zone. The changes are planned from what the panel has now, so nothing is known of an earlier run.</summary>
/// <param name="log">The log of the zone.</param>
internal sealed class StepLog(IWriteLog log) : IWriteLog
{
    /// <summary>Whether warnings are left out, because the change has nothing to do with what they are about.</summary>
    public bool IsQuiet { get; init; }

    /// <inheritdoc/>
    public bool MayBeDone => false;

    /// <inheritdoc/>
    public IReadOnlyList<PlannedCall> Unfinished => [];

    /// <inheritdoc/>
    public void MarkChecked() => log.MarkChecked();

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
