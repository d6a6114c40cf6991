using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Enables or disables a record and changes nothing else.</summary>
/// <typeparam name="T">The record's type.</typeparam>
internal sealed class StatusPlan<T> : WritePlan<T> where T : PanelObject
{
    private readonly RecordWriter<T> _writer;
    private readonly T _before;
    private readonly bool _active;

    private StatusPlan(RecordWriter<T> writer, T before, bool active) => (_writer, _before, _active) = (writer, before, active);

    /// <inheritdoc/>
    public override string Subject => $"{_writer.Noun.Title} {_before}";

    /// <inheritdoc/>
    public override string Action => IsDone ? $"Change nothing, because it is already {Status}" : _active ? "Enable" : "Disable";

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => IsDone ? [] : [new(Subject, _writer.Noun.StatusCall(_before, _active, _writer.Lookup))];

    private bool IsDone => _writer.Noun.IsActive(_before) == _active;

    private string Status => _active ? "enabled" : "disabled";

    /// <summary>Reads the record.</summary>
    public static async Task<WritePlan<T>> CreateAsync(RecordWriter<T> writer, Reference<T> target, bool active, CancellationToken cancel)
        => new StatusPlan<T>(writer, await writer.Lookup.ReadAsync(writer.Noun, target, cancel).ConfigureAwait(false), active);

    /// <inheritdoc/>
    public override async Task<WriteResult<T>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        foreach (var call in Calls) await _writer.Sender.RepeatAsync(log, call, cancel).ConfigureAwait(false);
        log.Verbose($"{Subject.Capitalized()} {(IsDone ? $"is already {Status}; nothing was sent." : $"was {Status}.")}");
        var after = _writer.Options.ReadBack ? await _writer.Lookup.ReadAsync(_writer.Noun, new Reference<T>(_before.Id), cancel).ConfigureAwait(false) : _before;
        return new WriteResult<T>(IsDone ? WriteOutcome.Unchanged : WriteOutcome.Changed, after);
    }
}
