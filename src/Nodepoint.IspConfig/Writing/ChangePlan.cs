using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Changes;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>The change of a record: only what was specified, and what the panel would damage on the way is sent along or restored.</summary>
/// <typeparam name="T">The record's type.</typeparam>
internal sealed class ChangePlan<T> : WritePlan<T> where T : PanelObject
{
    private static readonly TimeSpan RestorationTimeout = TimeSpan.FromSeconds(30);

    private readonly RecordWriter<T> _writer;
    private readonly Change<T> _change;
    private readonly T _before;
    private readonly T _after;
    private readonly ColumnSet _changed;

    private ChangePlan(RecordWriter<T> writer, Change<T> change, T before, T after, ColumnSet changed)
        => (_writer, _change, _before, _after, _changed) = (writer, change, before, after, changed);

    /// <inheritdoc/>
    public override string Subject => $"{Noun.Title} {_before}";

    /// <inheritdoc/>
    public override string Target => RecordName.Of(Noun, _before, _change.Target);

    /// <inheritdoc/>
    public override string Action
    {
        get
        {
            var members = _changed.Select(ordinal => ChangeText<T>.Of(Noun, ordinal, _before, _after)).Concat(Additional.Keys).Concat(NewOwner is null ? [] : [$"owner from {OldOwner} to client {_change.Owner}"]).ToArray();
            if (members.Length == 0) return "Change nothing, because it has these values already";
            var along = FollowUps.Count == 0 ? "" : $", and change too: {CountText.Of([.. FollowUps.Select(call => (call.Description, call.Kind))])}";
            var restored = Restoration is null ? "" : $", and {Restoration.Plan}: {string.Join(", ", Restoration.Items.Select(call => call.Description))}";
            var remaining = Remaining.Count == 0 ? "" : $"; the owner stays the same of: {string.Join(", ", Remaining)}";
            return $"Set {string.Join(", ", members)}{along}{restored}{remaining}";
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => ChangesNothing ? Unfinished : [Update, .. FollowUps, .. Unfinished, .. Restoration?.Items ?? []];

    /// <inheritdoc/>
    internal override bool IsCarriedOut => ChangesNothing;

    private Owner? NewOwner { get; init; }

    // For the sentence of the plan: "client acme".
    private string OldOwner { get; init; } = "";

    // What refers to the record and keeps its owner.
    private IReadOnlyList<string> Remaining { get; set; } = [];

    private IReadOnlyDictionary<string, string?> Additional { get; init; } = new Dictionary<string, string?>();

    // What the panel's web pages would change too.
    private IReadOnlyList<PlannedCall> FollowUps { get; set; } = [];

    // What an interrupted run has not finished.
    private IReadOnlyList<PlannedCall> Unfinished { get; init; } = [];

    private Restoration? Restoration { get; set; }

    // A warning about blanks around a password; null for none.
    private string? Blanks { get; init; }

    private bool ChangesNothing => _changed.IsEmpty && Additional.Count == 0 && NewOwner is null;

    private PlannedCall Update
    {
        get
        {
            var call = _writer.Table.UpdateCall(_after, _changed, NewOwner, Additional);
            call.Change = new RecordChange<T>(Noun, ObservedAction.Change, _after, _changed, _before)
            {
                // Nothing is known of a column without a member, so it may be secret.
                Others = [.. Additional.Keys.Select(static name => new MemberChange(name, null, null) { IsSecret = true }), .. NewOwner is null ? Array.Empty<MemberChange>() : [new MemberChange("Client", OldOwner, $"client {_change.Owner}")]],
            };
            return new PlannedCall(Subject, call);
        }
    }

    private PanelNoun<T> Noun => _writer.Noun;

    /// <summary>Reads the record, and checks the change against what it is now.</summary>
    public static async Task<WritePlan<T>> CreateAsync(RecordWriter<T> writer, Change<T> change, IWriteLog log, CancellationToken cancel)
    {
        var (noun, lookup, given, requested) = (writer.Noun, writer.Lookup, change.Given, change.Requested);
        if (change.Linker is { } linker) requested = await linker(requested, lookup, cancel).ConfigureAwait(false);
        var before = change.Before ?? await writer.ReadAsync(change with { Requested = requested }, log, cancel).ConfigureAwait(false);
        log.MarkChecked();
        await writer.Table.CheckColumnsAsync(given, cancel).ConfigureAwait(false);
        var after = await noun.PrepareChangeAsync(before, noun.Carry(requested, noun.Merge(before, requested, given)), lookup, cancel).ConfigureAwait(false);
        Owner? owner = change.Owner is null ? null : await lookup.OwnerAsync(change.Owner, cancel).ConfigureAwait(false);
        if (owner?.GroupId == before.OwnerGroupId) owner = null;
        if (owner is { } newOwner)
        {
            // To the panel, the client ID 0 means that the owner does not change.
            if (newOwner.ClientId == 0) throw new RuleException(Rule.OwnerNotAllowed, $"Cannot give {noun.Title} '{before}' to the administrator: the panel's remote API moves it only to clients. To change the owner of this record alone, use Set-NpRecordPermission -UserId 1 -GroupId 1.");
            if (noun.SharesOwner) throw new RuleException(Rule.OwnerNotAllowed, $"Cannot change the owner of {noun.Title} '{before}': it has the owner of the record it belongs to. Change the owner of that record instead.");
            after = await noun.MoveAsync(after, newOwner, lookup, cancel).ConfigureAwait(false);
        }

        noun.CheckValues(after, noun.Differences(before, after).Intersect(given));
        var blanks = PasswordCheck.Check(noun, after, given);
        after = writer.Table.ForColumns(await noun.HashAsync(after, given, lookup, cancel).ConfigureAwait(false));
        var changed = noun.Differences(before, after).Union(given.Intersect(noun.Secrets));
        if (changed.Contains(noun.ServerOrdinal) && noun.SharesServer && noun.ServerOf(before) > 0) throw new RuleException(Rule.ServerNotAllowed, $"Cannot change the server of {noun.Title} '{before}': it is on the server of the record it belongs to. Remove -ServerId from the command.");
        if (changed.Contains(noun.ServerOrdinal)) await lookup.CheckServerAsync(noun.ServerOf(after), cancel).ConfigureAwait(false);
        var oldOwner = owner is null ? "" : await lookup.ClientNameAsync(before.OwnerGroupId, cancel).ConfigureAwait(false) switch { null => "an unknown client", "" => "the administrator", var name => $"client {name}" };
        var plan = new ChangePlan<T>(writer, change, before, after, changed)
        {
            NewOwner = owner,
            OldOwner = oldOwner,
            Additional = requested.AdditionalFields.Where(field => !before.AdditionalFields.TryGetValue(field.Key, out var current) || current != field.Value).ToDictionary(),
            Unfinished = log.Unfinished,
            Blanks = blanks,
        };
        if (plan.ChangesNothing) return plan;
        plan.Restoration = await noun.GuardAsync(before, after, lookup, cancel).ConfigureAwait(false);
        plan.FollowUps = await noun.FindFollowUpChangesAsync(before, after, owner, lookup, cancel).ConfigureAwait(false);
        if (owner is { } mover) plan.Remaining = await noun.FindRemainingAsync(before, mover, lookup, cancel).ConfigureAwait(false);
        return plan;
    }

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        await base.CheckAsync(log, cancel).ConfigureAwait(false);
        if (ChangesNothing) return;
        await new PanelCheck<T>(Noun, _writer.Lookup).RunAsync(Update.Call, _before, _after, cancel).ConfigureAwait(false);
        if (Noun.Caution(_before, _after) is { } caution) log.Warn(caution);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<T>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (ChangesNothing)
        {
            log.Verbose($"{Noun.Title.Capitalized()} {_before} has these values already; nothing was sent.");
            await FollowUpAsync(log, Unfinished, cancel).ConfigureAwait(false);
            return new WriteResult<T>(WriteOutcome.Unchanged, await ReadBackAsync(cancel).ConfigureAwait(false));
        }

        if (Noun.Caution(_before, _after) is { } caution) log.Warn(caution);
        if (Blanks is not null) log.Warn(Blanks);
        await log.RecordAsync([.. FollowUps, .. Restoration?.Items ?? [], .. Unfinished]).ConfigureAwait(false);
        var updated = false;
        try
        {
            // A change can be sent twice without harm.
            await _writer.Sender.RepeatAsync(log, Update, cancel).ConfigureAwait(false);
            updated = true;
            log.Verbose($"{Noun.Title.Capitalized()} {_before}: {string.Join(", ", _changed.Select(ordinal => Noun.Columns[ordinal].Member).Concat(Additional.Keys).Concat(NewOwner is null ? [] : ["owner"]))} changed.");
            await FollowUpAsync(log, FollowUps, cancel).ConfigureAwait(false);
            await FollowUpAsync(log, Unfinished, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (updated && Remaining.Count > 0) log.Warn($"{Noun.Title.Capitalized()} '{_before}' has a new owner, but these keep theirs: {string.Join(", ", Remaining)}.");
            if (Restoration is { } restoration && (updated || restoration.EvenAfterFailure)) await RestoreAsync(log, restoration).ConfigureAwait(false);
        }

        return new WriteResult<T>(WriteOutcome.Changed, await ReadBackAsync(cancel).ConfigureAwait(false));
    }

    private async Task<T> ReadBackAsync(CancellationToken cancel)
        => _writer.Options.ReadBack && !ChangesNothing ? await _writer.Lookup.ReadAsync(Noun, new Reference<T>(_before.Id), cancel).ConfigureAwait(false) : _before;

    private async Task FollowUpAsync(IWriteLog log, IReadOnlyList<PlannedCall> calls, CancellationToken cancel)
    {
        foreach (var call in calls)
        {
            await _writer.Sender.RepeatAsync(log, call, cancel).ConfigureAwait(false);
            log.Verbose($"{call.Description.Capitalized()} was changed too.");
        }
    }

    // Not canceled with the command: a partial restoration is worse than a short wait.
    private async Task RestoreAsync(IWriteLog log, Restoration restoration)
    {
        using var timeout = new CancellationTokenSource(RestorationTimeout);
        var restored = new List<string>();
        foreach (var call in restoration.Items)
        {
            try
            {
                await _writer.Sender.RepeatAsync(log, call, timeout.Token).ConfigureAwait(false);
                restored.Add(call.Description);
            }
            catch (Exception problem) when (problem is PanelException or OperationCanceledException) { log.Warn($"The panel changed {call.Description} of {Noun.Title} '{_before}', and it could not be restored: {problem.Message}"); }
        }

        if (restored.Count > 0) log.Warn($"{restoration.Report}: {string.Join(", ", restored)}.");
    }
}
