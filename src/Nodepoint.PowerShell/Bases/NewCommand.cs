using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the New cmdlets: one request per record, with every column of the form; requests are in flight at the same time.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class NewCommand<T> : RowCommand where T : PanelObject, new()
{
    private static readonly T Blank = new();

    private readonly KeyedQueue<T> _sameRecords = new();
    private LimitGuard<T>? _limits;
    private int _restored;

    /// <summary>Skips records that exist already, so that the same command can be run again; the existing record is returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Columns of a newer panel for which there is no parameter: <c>@{ column = value }</c>.</summary>
    [Parameter]
    public IDictionary? AdditionalField { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The specified owner.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>Whether a password can be generated.</summary>
    protected virtual bool CanGeneratePassword => false;

    /// <summary>Whether a password is to be generated.</summary>
    protected virtual bool GeneratesPassword => false;

    /// <summary>Whether a record that exceeds a limit of its client is refused.</summary>
    protected virtual bool RefusesOverLimit => false;

    /// <summary>Resolves the records that the current row refers to; null if it refers to none.</summary>
    /// <returns>The linker.</returns>
    protected virtual Linker<T>? Linker() => null;

    /// <summary>Adds the record of the current row.</summary>
    /// <returns>The adder. The default is the noun's own add function.</returns>
    protected virtual Adder<T> Adder() => Lookup.Table(Noun).AddAsync;

    /// <summary>Applies the specified parameters to a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="given">The columns that are specified.</param>
    /// <returns>The changed record.</returns>
    protected abstract T Apply(T value, ColumnSet given);

    /// <summary>Applies parameters that are not columns.</summary>
    /// <param name="value">The record with the specified columns.</param>
    /// <param name="given">The specified columns; the method adds those that follow from its parameters.</param>
    /// <returns>The changed record.</returns>
    /// <exception cref="FormatException">A parameter's value is not valid.</exception>
    protected virtual T Complete(T value, ref ColumnSet given) => value;

    /// <summary>The columns that are specified for the current row.</summary>
    /// <returns>The columns.</returns>
    protected abstract ColumnSet Given();

    /// <summary>Sets a generated password on a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="password">The password.</param>
    /// <param name="given">The specified columns; the method adds the password.</param>
    /// <returns>The changed record.</returns>
    protected virtual T WithPassword(T value, string password, ref ColumnSet given) => value;

    /// <summary>Refuses an owner that the panel accepts but cannot work with.</summary>
    /// <param name="owner">The specified owner.</param>
    /// <param name="cancel">Cancels the check.</param>
    /// <returns>A task that ends with the check.</returns>
    /// <exception cref="FormatException">The client cannot own such a record.</exception>
    protected virtual Task CheckOwnerAsync(Reference<Client> owner, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _limits = new LimitGuard<T>(Noun, Lookup);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadRow()) return;
        var given = Given();
        T value;
        try { value = Complete(Apply(Blank, given), ref given); }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            var refused = Apply(Blank, given);
            Refuse(refused, Noun.KeyOf(refused), PanelErrors.Record(problem, refused));
            return;
        }

        var password = GeneratesPassword ? PasswordGenerator.Generate() : null;
        if (password is not null) value = WithPassword(value, password, ref given);
        var missing = Noun.Mandatory.Except(given);
        if (!missing.IsEmpty)
        {
            Refuse(value, Noun.KeyOf(value), PanelErrors.Record(new FormatException($"No password is specified for {Noun.Title} '{Noun.KeyOf(value)}'. Use -{Noun.Columns[missing.First()].Member}{(CanGeneratePassword ? " or -GeneratePassword" : "")}."), value));
            return;
        }

        try { if (AdditionalField is not null) value = value with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun) }; }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField)); }
        if (!ShouldProcess(Describe($"{Noun.Title} {Noun.KeyOf(value)}"), "Create")) return;

        var request = new AddRequest(value, given, Owner, Linker(), Adder(), password);
        Enqueue(value, Noun.KeyOf(value), (row, cancel) => AddAsync(row, request, cancel), (_, stored) => Restore(value, stored));
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        base.Finish();
        if (_restored is > 0 and var count)
            WarnAtEnd($"{count} {(count == 1 ? "password was" : "passwords were")} generated by an earlier run and returned only then. If they were lost, set new ones with Set-{MyInvocation.MyCommand.Name[4..]} -Password.");
    }

    private T Restore(T input, ReadOnlyMemory<byte> stored)
    {
        if (GeneratesPassword) _restored++;
        return StoredRecord.Read(Noun, input, stored);
    }

    private async Task AddAsync(Row row, AddRequest request, CancellationToken cancel)
    {
        var (value, given, client, linker, _, _) = request;
        var input = value;
        if (client is not null) await CheckOwnerAsync(client, cancel).ConfigureAwait(false);
        if (linker is not null) value = await linker(value, Lookup, cancel).ConfigureAwait(false);
        var prepared = await Noun.PrepareAsync(value, given, Lookup, cancel).ConfigureAwait(false);
        var owner = client is not null ? await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false) : prepared.Owner ?? Nodepoint.IspConfig.Model.Owner.Administrator;
        if (Noun.SharesOwner && client is not null && prepared.Owner is { } parentOwner && parentOwner.GroupId != owner.GroupId)
            throw new FormatException($"{Noun.Title.Capitalized()} '{Noun.KeyOf(prepared.Value)}' gets the owner of the record it belongs to, and that is not client {client}. Remove -Client from the command.");
        prepared = await OnServerAsync(prepared, given, owner, cancel).ConfigureAwait(false);
        prepared = prepared with { Value = await Noun.ForOwnerAsync(prepared.Value, given, owner, Lookup, cancel).ConfigureAwait(false) };
        prepared = prepared with { Value = await Noun.HashAsync(prepared.Value, given, Lookup, cancel).ConfigureAwait(false) };
        request = request with { Value = prepared.Value, Input = input };
        if (Noun.RefusesDuplicates)
        {
            if (!row.MayBeDone || !await TryResumeAsync(row, request, cancel).ConfigureAwait(false)) await AddPreparedAsync(row, request, prepared, owner, cancel).ConfigureAwait(false);
            return;
        }

        // The panel accepts duplicates, so rows of one command for the same record are added one at a time.
        using var place = await _sameRecords.EnterAsync(Noun.Identity(prepared.Value), cancel).ConfigureAwait(false);
        if (place.Earlier is { } earlier) Skip(row, request, earlier);
        else if (row.MayBeDone && await TryResumeAsync(row, request, cancel).ConfigureAwait(false)) return;
        else if (await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is { } existing) Skip(row, request, existing);
        else place.Result = await AddPreparedAsync(row, request, prepared, owner, cancel).ConfigureAwait(false);
    }

    // A row that an earlier run may have sent: a record with its natural key was stored by that run.
    private async Task<bool> TryResumeAsync(Row row, AddRequest request, CancellationToken cancel)
    {
        var found = await FindSameAsync(request, cancel).ConfigureAwait(false);
        row.MarkChecked();
        if (found is not { } existing) return false;
        row.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(existing)} was stored by an earlier run.");
        existing = await CompleteAsync(row, request, existing, cancel).ConfigureAwait(false);
        // The password that the earlier run generated was never returned.
        if (request.Password is not null) await RepeatAsync(row, $"{Noun.Title} {Noun.KeyOf(existing)}", Lookup.Table(Noun).UpdateCall(Noun.Merge(existing, request.Value, Noun.Secrets.Intersect(request.Given)), Noun.Secrets.Intersect(request.Given)), cancel).ConfigureAwait(false);
        Done(row, request, existing);
        return true;
    }

    // With a new lookup: what was read before may be out of date.
    private async Task<T?> FindSameAsync(AddRequest request, CancellationToken cancel)
    {
        if (await Noun.FindExistingAsync(request.Value, new PanelLookup(Connection), cancel).ConfigureAwait(false) is not { } existing) return null;
        var different = Noun.Differences(existing, request.Value).Intersect(request.Given).Except(Noun.Secrets).Except(Noun.SetAfterAdd);
        return different.IsEmpty ? existing
            : throw new PanelException(FaultKind.Conflict, Noun.Functions + "_add", $"{Noun.Title.Capitalized()} '{Noun.KeyOf(existing)}' exists, but differs from this row in {string.Join(", ", different.Select(ordinal => Noun.Columns[ordinal].Member))}, so someone else may have created it. Check it, then change or remove it.");
    }

    // The added record; null if it existed already.
    private async Task<T?> AddPreparedAsync(Row row, AddRequest request, Prepared<T> prepared, Owner owner, CancellationToken cancel)
    {
        var exceeded = await _limits!.CountAsync(prepared.Value, owner, RefusesOverLimit, cancel).ConfigureAwait(false);
        if (exceeded is not null && RefusesOverLimit)
        {
            if (!SkipExisting || await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw new PanelException(FaultKind.Refused, Noun.Functions + "_add", exceeded);
            Skip(row, request, existing);
            return null;
        }

        T? stored = null;
        try { stored = await StoreAsync(row, request, owner, cancel).ConfigureAwait(false); }
        finally { if (stored is null) await _limits.ForgetAsync(prepared.Value, owner).ConfigureAwait(false); }

        if (stored is null) return null;
        if (exceeded is not null) row.Warn(exceeded);
        if (prepared.Caution is { } caution) row.Warn(caution);
        return stored;
    }

    private async Task<Prepared<T>> OnServerAsync(Prepared<T> prepared, ColumnSet given, Owner owner, CancellationToken cancel)
    {
        if (Noun.ServerOrdinal < 0) return prepared;
        if (given.Contains(Noun.ServerOrdinal))
        {
            await Lookup.CheckServerAsync(Noun.ServerOf(prepared.Value), cancel).ConfigureAwait(false);
            return prepared;
        }

        return prepared.Follows ? prepared : prepared with { Value = Noun.OnServer(prepared.Value, await Lookup.DefaultServerAsync(Noun.Service, owner, cancel).ConfigureAwait(false)) };
    }

    // The added record; null if it existed already.
    private async Task<T?> StoreAsync(Row row, AddRequest request, Owner owner, CancellationToken cancel)
    {
        var sent = 0;
        T stored;
        try
        {
            stored = await ResolveAsync(row, $"{Noun.Title} {Noun.KeyOf(request.Value)}", token =>
            {
                sent++;
                return request.Add(request.Value, owner, request.Given, token);
            }, token => FindSameAsync(request, token), cancel).ConfigureAwait(false);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.Duplicate && SkipExisting)
        {
            if (await Noun.FindExistingAsync(request.Value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw;
            Skip(row, request, existing);
            return null;
        }

        if (sent > 1 && !Noun.RefusesDuplicates) stored = await KeepOneAsync(row, request, stored, cancel).ConfigureAwait(false);
        stored = await CompleteAsync(row, request, stored, cancel).ConfigureAwait(false);
        row.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(stored)} was added.");
        Done(row, request, stored);
        return stored;
    }

    // The panel accepts duplicates: if a request that seemed lost was carried out after all, the record that was stored first is kept.
    private async Task<T> KeepOneAsync(Row row, AddRequest request, T stored, CancellationToken cancel)
    {
        var compared = request.Given.Union(Noun.KeyParts).With(Noun.KeyOrdinal).Except(Noun.Secrets).Except(Noun.SetAfterAdd);
        var all = (await Lookup.Table(Noun).GetByKeyAsync(Noun.KeyOf(request.Value), cancel).ConfigureAwait(false)).Where(existing => Noun.Differences(existing, request.Value).Intersect(compared).IsEmpty).OrderBy(existing => existing.Id).ToArray();
        foreach (var duplicate in all.Skip(1))
        {
            await RepeatAsync(row, $"{Noun.Title} {Noun.KeyOf(duplicate)}", Lookup.Table(Noun).DeleteCall(duplicate), cancel).ConfigureAwait(false);
            row.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(duplicate)} was stored twice, because a request that seemed lost was carried out after all. The duplicate was removed.");
        }

        return all.Length > 0 ? all[0] : stored;
    }

    // The record is stored already, so a failure from here on never means that nothing was done.
    private async Task<T> CompleteAsync(Row row, AddRequest request, T stored, CancellationToken cancel)
    {
        if (Noun.SetAfterAdd.IsEmpty) return stored;
        var complete = Noun.Merge(stored, request.Value, request.Given.Intersect(Noun.SetAfterAdd));
        try { return (await RepeatAsync(row, $"{Noun.Title} {Noun.KeyOf(stored)}", token => Noun.AfterAddAsync(complete, request.Given, Lookup, token).AsTask(), cancel).ConfigureAwait(false)).Answer; }
        catch (PanelException problem) when (problem.IsUnanswered && problem.Kind != FaultKind.OutcomeUnknown)
        {
            throw new PanelException(FaultKind.OutcomeUnknown, problem.Function, $"{Noun.Title.Capitalized()} '{Noun.KeyOf(stored)}' was added, but not all of its settings could be set: {problem.Message}", problem);
        }
    }

    private void Skip(Row row, AddRequest request, T existing)
    {
        if (!SkipExisting)
            throw new PanelException(FaultKind.Duplicate, Noun.Functions + "_add", $"{Noun.Title.Capitalized()} '{Noun.KeyOf(existing)}' exists already. Use -SkipExisting to skip existing records.");
        row.Verbose($"{Noun.Title.Capitalized()} {Noun.KeyOf(existing)} exists already.");
        row.Keep(existing.Id, () => StoredRecord.Write(Noun, request.Input, existing));
        row.Write(existing);
    }

    private void Done(Row row, AddRequest request, T stored)
    {
        row.Keep(stored.Id, () => StoredRecord.Write(Noun, request.Input, stored));
        if (request.Password is null)
        {
            row.Write(stored);
            return;
        }

        row.Write(GeneratedPassword.On(stored, request.Password));
    }

    // What a row specifies, captured while its parameters are bound.
    private sealed record AddRequest(T Value, ColumnSet Given, Reference<Client>? Client, Linker<T>? Linker, Adder<T> Add, string? Password)
    {
        // The record before it was prepared, with only what the row itself specifies.
        public T Input { get; init; } = Value;
    }
}
