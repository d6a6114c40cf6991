using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>The removal of a record, with its dependents if that is wanted.</summary>
/// <typeparam name="T">The record's type.</typeparam>
internal sealed class RemovalPlan<T> : WritePlan<T> where T : PanelObject
{
    private readonly RecordWriter<T> _writer;
    private readonly Reference<T> _target;
    private readonly T? _value;
    private readonly IReadOnlyList<Dependent> _dependents;
    private readonly IReadOnlyList<PanelCall> _calls;

    private RemovalPlan(RecordWriter<T> writer, Reference<T> target, T? value, IReadOnlyList<Dependent> dependents)
    {
        (_writer, _target, _value, _dependents) = (writer, target, value, dependents);
        _calls = value is null ? [] : [.. writer.Noun.RemovalCalls(value, dependents, writer.Lookup)];
    }

    /// <inheritdoc/>
    public override string Subject => $"{Noun.Title} {_value ?? (object)_target}";

    /// <inheritdoc/>
    public override string Action => _value is null ? "Change nothing, because an earlier run removed it" : _dependents.Count == 0 ? "Remove" : $"Remove with all dependents: {CountText.Of(_dependents)}";

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => [.. _calls.Select(call => new PlannedCall(Subject, call))];

    /// <inheritdoc/>
    public override string Target => _value is null ? Subject : RecordName.Of(Noun, _value, _target);

    /// <inheritdoc/>
    internal override IEnumerable<PanelCall> Changes => _value is null ? [] : _dependents.Select(dependent => dependent.Call).Concat(_calls);

    /// <summary>What is removed before the record.</summary>
    internal IReadOnlyList<Dependent> Dependents => _dependents;

    private PanelNoun<T> Noun => _writer.Noun;

    /// <summary>Reads the record and its dependents, and refuses what must not be removed.</summary>
    public static async Task<WritePlan<T>> CreateAsync(RecordWriter<T> writer, Reference<T> target, IWriteLog log, CancellationToken cancel)
    {
        var (noun, lookup) = (writer.Noun, writer.Lookup);
        T value;
        // A record from the pipeline may have changed since it was read, so it is always read again.
        try { value = await lookup.ReadAsync(noun, target.Value is { Id: > 0 } read ? new Reference<T>(read.Id) : target, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && log.MayBeDone) { return new RemovalPlan<T>(writer, target, null, []); }

        log.MarkChecked();
        if (target.Value is { } before) await StaleRecord.CheckAsync(noun, before, value, lookup, cancel).ConfigureAwait(false);
        var dependents = await noun.DependentsAsync(value, lookup, cancel).ConfigureAwait(false);
        if (await noun.FindRemovalBlockerAsync(value, lookup, cancel).ConfigureAwait(false) is { } obstacle) throw new PanelException(FaultKind.Refused, noun.Functions + "_delete", obstacle);
        if (!writer.Options.Recurse && !noun.RemovesDependents && dependents.Where(dependent => !dependent.Implied).ToArray() is { Length: > 0 } blocking)
            throw new PanelException(FaultKind.Refused, noun.Functions + "_delete", $"Cannot remove {noun.Title} {value} because it still has: {CountText.Of(blocking)}. Use -Recurse to remove them too.");
        return new RemovalPlan<T>(writer, target, value, dependents);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<T>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (_value is null)
        {
            log.Verbose($"{Subject.Capitalized()} was removed by an earlier run.");
            return new WriteResult<T>(WriteOutcome.RemovedBefore, null);
        }

        var removed = false;
        foreach (var call in _calls)
        {
            var (changed, sent) = await _writer.Sender.RepeatAsync(log, new PlannedCall(Subject, call), cancel).ConfigureAwait(false);
            // What is missing when the request is sent again was removed by the request whose response was lost.
            removed = changed > 0 || sent > 1;
        }

        if (!removed) throw PanelException.NotFound(Noun.Functions + "_delete", $"{Noun.Title} '{_value}'");
        foreach (var dependent in _dependents) log.Verbose($"{dependent.Title.Capitalized()} {dependent.Name} was removed too.");
        log.Verbose($"{Subject.Capitalized()} was removed.");
        return new WriteResult<T>(WriteOutcome.Removed, _value);
    }
}
