using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Enables or disables a record and changes nothing else.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="writer">The writer.</param>
/// <param name="target">How the input names the record.</param>
/// <param name="before">The record as it was just read.</param>
/// <param name="active">Whether to enable it.</param>
internal sealed class StatusPlan<T>(RecordWriter<T> writer, Reference<T> target, T before, bool active) : WritePlan<T> where T : PanelObject
{
    /// <inheritdoc/>
    public override string Subject => $"{writer.Noun.Title} {before}";

    /// <inheritdoc/>
    public override string Target => RecordName.Of(writer.Noun, before, target);

    /// <inheritdoc/>
    public override string Action => IsDone ? $"Change nothing, because it is already {Status}" : active ? "Enable" : "Disable";

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => IsDone ? [] : [new(Subject, writer.Noun.StatusCall(before, active, writer.Lookup))];

    private bool IsDone => writer.Noun.IsActive(before) == active;

    private string Status => active ? "enabled" : "disabled";

    /// <inheritdoc/>
    public override async Task<WriteResult<T>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        foreach (var call in Calls) await writer.Sender.RepeatAsync(log, call, cancel).ConfigureAwait(false);
        log.Verbose($"{Subject.Capitalized()} {(IsDone ? $"is already {Status}; nothing was sent." : $"was {Status}.")}");
        var after = writer.Options.ReadBack ? await writer.Lookup.ReadAsync(writer.Noun, new Reference<T>(before.Id), cancel).ConfigureAwait(false) : before;
        return new WriteResult<T>(IsDone ? WriteOutcome.Unchanged : WriteOutcome.Changed, after);
    }
}
