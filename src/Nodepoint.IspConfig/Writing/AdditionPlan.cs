using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>The addition of a record: one request, and after a lost response none that could add it twice.</summary>
/// <typeparam name="T">The record's type.</typeparam>
internal sealed class AdditionPlan<T> : WritePlan<T> where T : PanelObject
{
    private readonly RecordWriter<T> _writer;
    private readonly Addition<T> _addition;
    private readonly Prepared<T> _prepared;
    private readonly Owner _owner;
    private T? _existing;

    private AdditionPlan(RecordWriter<T> writer, Addition<T> addition, Prepared<T> prepared, Owner owner)
        => (_writer, _addition, _prepared, _owner) = (writer, addition, prepared, owner);

    /// <inheritdoc/>
    public override string Subject => _writer.Describe(Value);

    /// <inheritdoc/>
    public override string Action => _existing is null ? "Create" : "Change nothing, because it exists already";

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls
        => _existing is not null ? [] : Steps?.Calls ?? [new PlannedCall(Subject, _writer.Table.AddCall(Value, _owner, Given))];

    // Null for the noun's add function.
    private AddSteps<T>? Steps { get; init; }

    // A warning about blanks around a password; null for none.
    private string? Blanks { get; init; }

    private PanelNoun<T> Noun => _writer.Noun;

    private PanelLookup Lookup => _writer.Lookup;

    private T Value => _prepared.Value;

    private ColumnSet Given => _addition.Given;

    private bool IsBeside => _addition.IsBeside && !Noun.RefusesDuplicates;

    /// <summary>Prepares a record as the panel's web pages would, and refuses what the panel would accept although it is wrong.</summary>
    public static async Task<WritePlan<T>> CreateAsync(RecordWriter<T> writer, Addition<T> addition, CancellationToken cancel)
    {
        var (noun, lookup, given, client) = (writer.Noun, writer.Lookup, addition.Given, addition.Owner);
        var value = addition.Value;
        noun.CheckValues(value, given);
        var blanks = PasswordCheck.Check(noun, value, given);
        await lookup.LearnColumnsAsync(noun, cancel).ConfigureAwait(false);
        await writer.Table.CheckColumnsAsync(given, cancel).ConfigureAwait(false);
        if (client is not null) await noun.CheckOwnerAsync(client, lookup, cancel).ConfigureAwait(false);
        if (addition.Linker is { } linker) value = await linker(value, lookup, cancel).ConfigureAwait(false);
        var prepared = await noun.PrepareAsync(value, given, lookup, cancel).ConfigureAwait(false);
        var owner = client is not null ? await lookup.OwnerAsync(client, cancel).ConfigureAwait(false) : prepared.Owner ?? Owner.Administrator;
        if (noun.SharesOwner && client is not null && prepared.Owner is { } parentOwner && parentOwner.GroupId != owner.GroupId)
            throw new RuleException(Rule.OwnerNotAllowed, $"{noun.Title.Capitalized()} '{noun.KeyOf(prepared.Value)}' gets the owner of the record it belongs to, and that is not client {client}. Remove -Client from the command.");
        prepared = await OnServerAsync(writer, prepared, given, owner, cancel).ConfigureAwait(false);
        value = await noun.ForOwnerAsync(prepared.Value, given, owner, lookup, cancel).ConfigureAwait(false);
        value = await noun.HashAsync(value, given, lookup, cancel).ConfigureAwait(false);
        value = writer.Table.ForColumns(value);
        var steps = addition.Adder is { } adder ? await adder.PlanAsync(value, owner, given, lookup, cancel).ConfigureAwait(false) : null;
        return new AdditionPlan<T>(writer, addition, prepared with { Value = value }, owner) { Steps = steps, Blanks = blanks };
    }

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        await base.CheckAsync(log, cancel).ConfigureAwait(false);
        if (!IsBeside && await Noun.FindExistingAsync(Value, Lookup, cancel).ConfigureAwait(false) is { } existing) await SkipPlannedAsync(log, existing, cancel).ConfigureAwait(false);
        else if (Steps is null) await new PanelCheck<T>(Noun, Lookup).RunAsync(Calls[0].Call, null, Value, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        // What is read once per command does not show what the rows before would have added.
        if (_existing is null && !IsBeside && _writer.Planned.TryGetValue(Noun.Identity(Value), out var earlier)) await SkipPlannedAsync(log, earlier, cancel).ConfigureAwait(false);
        if (_existing is not null) return;
        var exceeded = await _writer.Limits.CountAsync(Value, _owner, _writer.Options.EnforceLimits, cancel).ConfigureAwait(false);
        if (exceeded is not null && _writer.Options.EnforceLimits) throw new PanelException(FaultKind.Refused, Noun.Functions + "_add", exceeded);
        if (exceeded is not null) log.Warn(exceeded);
        if (_prepared.Caution is { } caution) log.Warn(caution);
        if (Blanks is not null) log.Warn(Blanks);
        WarnOfDigits(log);
        _writer.Planned[Noun.Identity(Value)] = Noun.Stored(Value, Value.Id, _owner.GroupId);
    }

    /// <inheritdoc/>
    public override Task<WriteResult<T>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Noun.RefusesDuplicates && !log.MayBeDone ? AddWithinLimitsAsync(log, cancel) : IsBeside ? AddBesideAsync(log, cancel) : AddInTurnAsync(log, cancel);
    }

    // An earlier run may have sent it.
    private async Task<WriteResult<T>> AddBesideAsync(IWriteLog log, CancellationToken cancel)
    {
        if (await TryResumeAsync(log, cancel).ConfigureAwait(false) is { } resumed) return resumed;
        var result = await AddWithinLimitsAsync(log, cancel).ConfigureAwait(false);
        if (log.MayBeDone && result.Outcome == WriteOutcome.Added) log.TryClaim(result.Record!.Id);
        return result;
    }

    // The panel accepts duplicates, or one of several equal writes was sent by an earlier run, so they are carried out one at a time.
    private async Task<WriteResult<T>> AddInTurnAsync(IWriteLog log, CancellationToken cancel)
    {
        using var place = await _writer.SameRecords.EnterAsync(Noun.Identity(Value), cancel).ConfigureAwait(false);
        if (place.Earlier is { } earlier) return await SkipAsync(log, earlier, cancel).ConfigureAwait(false);
        if (await TryResumeAsync(log, cancel).ConfigureAwait(false) is { } resumed)
        {
            if (resumed.Outcome == WriteOutcome.Added) place.Result = resumed.Record;
            return resumed;
        }

        if (!Noun.RefusesDuplicates && await Noun.FindExistingAsync(Value, Lookup, cancel).ConfigureAwait(false) is { } existing) return await SkipAsync(log, existing, cancel).ConfigureAwait(false);
        var result = await AddWithinLimitsAsync(log, cancel).ConfigureAwait(false);
        if (result.Outcome != WriteOutcome.Added) return result;
        place.Result = result.Record;
        if (log.MayBeDone) log.TryClaim(result.Record!.Id);
        return result;
    }

    // A write that an earlier run may have sent: a record with its natural key was stored by that run. Null if it has to be sent.
    private async Task<WriteResult<T>?> TryResumeAsync(IWriteLog log, CancellationToken cancel)
    {
        if (!log.MayBeDone) return null;
        var found = await FindSameAsync(cancel).ConfigureAwait(false);
        log.MarkChecked();
        if (found is not { } existing) return null;
        if (!log.TryClaim(existing.Id)) return await SkipAsync(log, existing, cancel).ConfigureAwait(false);
        log.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(existing)} was stored by an earlier run.");
        existing = await CompleteAsync(log, existing, cancel).ConfigureAwait(false);
        // The password that the earlier run generated was never returned.
        if (_addition.HasNewPassword)
        {
            var secrets = Noun.Secrets.Intersect(Given);
            await _writer.Sender.RepeatAsync(log, new PlannedCall(_writer.Describe(existing), _writer.Table.UpdateCall(Noun.Merge(existing, Value, secrets), secrets)), cancel).ConfigureAwait(false);
        }

        return new WriteResult<T>(WriteOutcome.Added, existing);
    }

    // With a new lookup: what was read before may be out of date.
    private async Task<T?> FindSameAsync(CancellationToken cancel)
    {
        if (IsBeside) return (await FindEqualAsync(cancel).ConfigureAwait(false)).FirstOrDefault();
        if (await Noun.FindExistingAsync(Value, new PanelLookup(Lookup.Connection), cancel).ConfigureAwait(false) is not { } existing) return null;
        var different = Noun.Differences(existing, Value).Intersect(Given).Except(Noun.Secrets).Except(Noun.SetAfterAdd);
        return different.IsEmpty ? existing
            : throw new PanelException(FaultKind.Conflict, Noun.Functions + "_add", $"{Noun.Title.Capitalized()} '{Noun.KeyOf(existing)}' exists, but differs from this row in {string.Join(", ", different.Select(ordinal => Noun.Columns[ordinal].Member))}, so someone else may have created it. Check it, then change or remove it.");
    }

    private async Task<WriteResult<T>> AddWithinLimitsAsync(IWriteLog log, CancellationToken cancel)
    {
        var enforces = _writer.Options.EnforceLimits;
        var exceeded = await _writer.Limits.CountAsync(Value, _owner, enforces, cancel).ConfigureAwait(false);
        if (exceeded is not null && enforces)
        {
            if (!_writer.Options.SkipExisting || await Noun.FindExistingAsync(Value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw new PanelException(FaultKind.Refused, Noun.Functions + "_add", exceeded);
            return await SkipAsync(log, existing, cancel).ConfigureAwait(false);
        }

        WriteResult<T>? result = null;
        try { result = await StoreAsync(log, cancel).ConfigureAwait(false); }
        finally { if (result is not { Outcome: WriteOutcome.Added }) await _writer.Limits.ForgetAsync(Value, _owner).ConfigureAwait(false); }

        if (result is { Outcome: WriteOutcome.Added })
        {
            if (exceeded is not null) log.Warn(exceeded);
            if (_prepared.Caution is { } caution) log.Warn(caution);
            if (Blanks is not null) log.Warn(Blanks);
            WarnOfDigits(log);
        }

        return result.Value;
    }

    private void WarnOfDigits(IWriteLog log)
    {
        if (Noun.KeyOf(Value) is { Length: > 0 } key && key.All(char.IsAsciiDigit))
            log.Warn($"The key of {Noun.Title} '{key}' has only digits, so it is easily mistaken for an ID. As a number, {key} means the {Noun.Title} with that ID; to name this one, write '{key}' in quotation marks.");
    }

    private async Task<WriteResult<T>> StoreAsync(IWriteLog log, CancellationToken cancel)
    {
        var sent = 0;
        T stored;
        try
        {
            // Only those who observe the changes need the call.
            stored = await _writer.Sender.ResolveAsync(log, Subject, Lookup.Connection.Changes is null ? null : Calls[0].Call, token =>
            {
                sent++;
                return Steps?.AddAsync(token) ?? _writer.Table.AddAsync(Value, _owner, Given, token);
            }, FindSameAsync, cancel).ConfigureAwait(false);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.Duplicate && _writer.Options.SkipExisting)
        {
            if (await Noun.FindExistingAsync(Value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw;
            return await SkipAsync(log, existing, cancel).ConfigureAwait(false);
        }

        if (sent > 1 && !Noun.RefusesDuplicates) stored = await KeepOneAsync(log, stored, cancel).ConfigureAwait(false);
        Noun.Note(stored, Lookup);
        stored = await CompleteAsync(log, stored, cancel).ConfigureAwait(false);
        log.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(stored)} was added.");
        return new WriteResult<T>(WriteOutcome.Added, stored);
    }

    // The panel accepts duplicates: if a request that seemed lost was carried out after all, the record that was stored first is kept.
    private async Task<T> KeepOneAsync(IWriteLog log, T stored, CancellationToken cancel)
    {
        var all = await FindEqualAsync(cancel).ConfigureAwait(false);
        foreach (var duplicate in all.Skip(1))
        {
            await _writer.Sender.RepeatAsync(log, new PlannedCall(_writer.Describe(duplicate), _writer.Table.DeleteCall(duplicate)), cancel).ConfigureAwait(false);
            log.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(duplicate)} was stored twice, because a request that seemed lost was carried out after all. The duplicate was removed.");
        }

        return all.Length > 0 ? all[0] : stored;
    }

    // Those with its natural key and its values, the one that was stored first first.
    private async Task<T[]> FindEqualAsync(CancellationToken cancel)
    {
        var compared = Given.Union(Noun.KeyParts).With(Noun.KeyOrdinal).Except(Noun.Secrets).Except(Noun.SetAfterAdd);
        var found = await _writer.Table.GetByKeyAsync(Noun.KeyOf(Value), cancel).ConfigureAwait(false);
        return [.. found.Where(existing => Noun.Differences(existing, Value).Intersect(compared).IsEmpty).OrderBy(existing => existing.Id)];
    }

    // The record is stored already, so a failure from here on never means that nothing was done.
    private async Task<T> CompleteAsync(IWriteLog log, T stored, CancellationToken cancel)
    {
        if (Noun.SetAfterAdd.IsEmpty) return stored;
        var complete = Noun.Merge(stored, Value, Given.Intersect(Noun.SetAfterAdd));
        try { return (await _writer.Sender.RepeatAsync(log, _writer.Describe(stored), token => Noun.AfterAddAsync(complete, Given, Lookup, token).AsTask(), cancel).ConfigureAwait(false)).Answer; }
        catch (PanelException problem) when (problem.IsUnanswered && problem.Kind != FaultKind.OutcomeUnknown)
        {
            throw new PanelException(FaultKind.OutcomeUnknown, problem.Function, $"{Noun.Title.Capitalized()} '{Noun.KeyOf(stored)}' was added, but not all of its settings could be set: {problem.Message}", problem);
        }
    }

    private async Task SkipPlannedAsync(IWriteLog log, T existing, CancellationToken cancel)
    {
        await SkipAsync(log, existing, cancel).ConfigureAwait(false);
        _existing = existing;
    }

    private async Task<WriteResult<T>> SkipAsync(IWriteLog log, T existing, CancellationToken cancel)
    {
        if (!_writer.Options.SkipExisting)
            throw new PanelException(FaultKind.Duplicate, Noun.Functions + "_add", $"{Noun.Title.Capitalized()} '{Noun.KeyOf(existing)}' exists already.{(_writer.Options.OffersSkipExisting ? " Use -SkipExisting to skip existing records." : "")}");
        // Handing back the record of another client would let a script go on with the wrong customer's.
        if (await Noun.OwnerOfAsync(existing, Lookup, cancel).ConfigureAwait(false) is { } other && other.ClientId != _owner.ClientId)
            throw new PanelException(FaultKind.Conflict, Noun.Functions + "_add", $"{Noun.Title.Capitalized()} '{Noun.KeyOf(existing)}' exists already, but belongs to {await Lookup.DescribeAsync(other, cancel).ConfigureAwait(false)}, not to {await Lookup.DescribeAsync(_owner, cancel).ConfigureAwait(false)}. Check the owner, or change it with the -Client parameter of the Set- cmdlet.");
        log.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(existing)} exists already.");
        return new WriteResult<T>(WriteOutcome.Existed, existing);
    }

    private static async Task<Prepared<T>> OnServerAsync(RecordWriter<T> writer, Prepared<T> prepared, ColumnSet given, Owner owner, CancellationToken cancel)
    {
        var (noun, lookup) = (writer.Noun, writer.Lookup);
        if (noun.ServerOrdinal < 0) return prepared;
        // 0 is what the panel returns for a record that is on no server of its own.
        if (given.Contains(noun.ServerOrdinal) && noun.ServerOf(prepared.Value) != 0)
        {
            await lookup.CheckServerAsync(noun.ServerOf(prepared.Value), cancel).ConfigureAwait(false);
            return prepared;
        }

        return prepared.Follows ? prepared : prepared with { Value = noun.OnServer(prepared.Value, await lookup.DefaultServerAsync(noun.Service, owner, cancel).ConfigureAwait(false)) };
    }
}
