using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the New cmdlets: one request per record with every column of the form, side by side.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class NewCommand<T> : RowCommand where T : PanelObject, new()
{
    private static readonly T Blank = new();

    private readonly Alike<T> _alike = new();
    private LimitGuard<T>? _limits;
    private int _restored;

    /// <summary>Passes over what is there already, so that the same line can be run again; the existing record is emitted.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Columns that a newer panel has and this module has no parameter for: <c>@{ column = value }</c>.</summary>
    [Parameter]
    public IDictionary? AdditionalField { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The owner that was asked for.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>Whether a password can be made.</summary>
    protected virtual bool CanMakePassword => false;

    /// <summary>Whether a password is to be made.</summary>
    protected virtual bool MakesPassword => false;

    /// <summary>Whether a record that passes a limit of its client is refused.</summary>
    protected virtual bool RefusesOverLimit => false;

    /// <summary>What puts in the records that were named; null where none was.</summary>
    /// <returns>The linker of the row under way.</returns>
    protected virtual Linker<T>? Linker() => null;

    /// <summary>What adds the record of the row under way.</summary>
    /// <returns>The adder; the noun's own add function unless overridden.</returns>
    protected virtual Adder<T> Adder() => Lookup.Table(Noun).AddAsync;

    /// <summary>Puts the given parameters into a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="given">Which were given.</param>
    /// <returns>The record with them.</returns>
    protected abstract T Apply(T value, ColumnSet given);

    /// <summary>Puts into a record what parameters ask for that are no columns.</summary>
    /// <param name="value">The record with the columns that were given.</param>
    /// <param name="given">The columns that were given, and those that follow.</param>
    /// <returns>The record with them.</returns>
    /// <exception cref="FormatException">A parameter's value is not valid.</exception>
    protected virtual T Complete(T value, ref ColumnSet given) => value;

    /// <summary>Which columns were given for the row under way.</summary>
    /// <returns>The columns.</returns>
    protected abstract ColumnSet Given();

    /// <summary>Puts a password that was made into a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="password">The password.</param>
    /// <param name="given">The columns that were given; the password is one then.</param>
    /// <returns>The record with it.</returns>
    protected virtual T WithPassword(T value, string password, ref ColumnSet given) => value;

    /// <summary>Refuses an owner that the panel would take to its harm.</summary>
    /// <param name="owner">The owner that was asked for.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is checked.</returns>
    /// <exception cref="FormatException">It cannot own such a record.</exception>
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
        if (!TakeRow()) return;
        var given = Given();
        T value;
        try { value = Complete(Apply(Blank, given), ref given); }
        catch (FormatException problem)
        {
            var refused = Apply(Blank, given);
            Refuse(refused, Noun.KeyOf(refused), PanelErrors.Record(problem, refused));
            return;
        }

        var password = MakesPassword ? PasswordGenerator.Generate() : null;
        if (password is not null) value = WithPassword(value, password, ref given);
        var missing = Noun.Mandatory.Except(given);
        if (!missing.IsEmpty)
        {
            Refuse(value, Noun.KeyOf(value), PanelErrors.Record(new FormatException($"{Noun.Title} {Noun.KeyOf(value)} has no password. Give -{Noun.Columns[missing.First()].Member}{(CanMakePassword ? ", or let one be made with -GeneratePassword" : "")}."), value));
            return;
        }

        try { if (AdditionalField is not null) value = value with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun) }; }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField)); }
        if (!ShouldProcess(Noun.KeyOf(value), $"Add {Noun.Title}")) return;

        var wish = new Wish(value, given, Owner, Linker(), Adder(), password);
        Enqueue(value, Noun.KeyOf(value), (row, cancel) => AddAsync(row, wish, cancel), (_, stored) => Restore(value, stored));
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        base.Finish();
        if (_restored is > 0 and var count)
            Tell($"{count} {(count == 1 ? "password was" : "passwords were")} made by an earlier run and given out by that. Where they were lost, make new ones with Set-{MyInvocation.MyCommand.Name[4..]} -Password.");
    }

    private T Restore(T asked, ReadOnlyMemory<byte> stored)
    {
        if (MakesPassword) _restored++;
        return StoredRecord.Read(Noun, asked, stored);
    }

    private async Task AddAsync(Row row, Wish wish, CancellationToken cancel)
    {
        var (value, given, client, linker, _, _) = wish;
        var asked = value;
        if (client is not null) await CheckOwnerAsync(client, cancel).ConfigureAwait(false);
        if (linker is not null) value = await linker(value, Lookup, cancel).ConfigureAwait(false);
        var prepared = await Noun.PrepareAsync(value, given, Lookup, cancel).ConfigureAwait(false);
        var owner = client is not null ? await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false) : prepared.Owner ?? Nodepoint.IspConfig.Model.Owner.Administrator;
        if (Noun.SharesOwner && client is not null && prepared.Owner is { } theirs && theirs.GroupId != owner.GroupId)
            throw new FormatException($"{Noun.Title} {Noun.KeyOf(prepared.Value)} has the owner of what it belongs to, which is not client {client}. Leave out -Client.");
        prepared = await OnServerAsync(prepared, given, owner, cancel).ConfigureAwait(false);
        prepared = prepared with { Value = await Noun.ForOwnerAsync(prepared.Value, given, owner, Lookup, cancel).ConfigureAwait(false) };
        prepared = prepared with { Value = await Noun.HashAsync(prepared.Value, given, Lookup, cancel).ConfigureAwait(false) };
        wish = wish with { Value = prepared.Value, Asked = asked };
        if (Noun.RefusesDuplicates)
        {
            if (!row.MayBeDone || !await TakeUpAsync(row, wish, cancel).ConfigureAwait(false)) await AddPreparedAsync(row, wish, prepared, owner, cancel).ConfigureAwait(false);
            return;
        }

        // The panel would take the same twice, so rows of one command that mean the same come one after the other.
        using var turn = await _alike.EnterAsync(Noun.Identity(prepared.Value), cancel).ConfigureAwait(false);
        if (turn.Earlier is { } twin) Skip(row, wish, twin);
        else if (row.MayBeDone && await TakeUpAsync(row, wish, cancel).ConfigureAwait(false)) return;
        else if (await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is { } there) Skip(row, wish, there);
        else turn.Added = await AddPreparedAsync(row, wish, prepared, owner, cancel).ConfigureAwait(false);
    }

    // A row that an earlier run may have sent: what the natural key finds was stored by it.
    private async Task<bool> TakeUpAsync(Row row, Wish wish, CancellationToken cancel)
    {
        var found = await FindSameAsync(wish, cancel).ConfigureAwait(false);
        row.LookedAt();
        if (found is not { } there) return false;
        row.Verbose($"{Noun.Title} {Noun.KeyOf(there)} was stored by an earlier run.");
        there = await CompleteAsync(row, wish, there, cancel).ConfigureAwait(false);
        // Nobody has seen the password that run has made.
        if (wish.Password is not null) await RepeatAsync(row, $"{Noun.Title} {Noun.KeyOf(there)}", Lookup.Table(Noun).UpdateCall(Noun.Merge(there, wish.Value, Noun.Secrets.Intersect(wish.Given)), Noun.Secrets.Intersect(wish.Given)), cancel).ConfigureAwait(false);
        Done(row, wish, there);
        return true;
    }

    // What was read before says nothing of what has been stored since, so it is read anew.
    private async Task<T?> FindSameAsync(Wish wish, CancellationToken cancel)
    {
        if (await Noun.FindExistingAsync(wish.Value, new PanelLookup(Connection), cancel).ConfigureAwait(false) is not { } there) return null;
        var different = Noun.Differences(there, wish.Value).Intersect(wish.Given).Except(Noun.Secrets).Except(Noun.SetAfterAdd);
        return different.IsEmpty ? there
            : throw new PanelException(FaultKind.Conflict, Noun.Functions + "_add", $"{Noun.Title} {Noun.KeyOf(there)} is there, but not as this row has it ({string.Join(", ", different.Select(ordinal => Noun.Columns[ordinal].Member))}), so somebody else may have made it. Look at it, then change or remove it.");
    }

    // The record as it was added; null where one was there already.
    private async Task<T?> AddPreparedAsync(Row row, Wish wish, Prepared<T> prepared, Owner owner, CancellationToken cancel)
    {
        var passed = await _limits!.CountAsync(prepared.Value, owner, RefusesOverLimit, cancel).ConfigureAwait(false);
        if (passed is not null && RefusesOverLimit)
        {
            if (!SkipExisting || await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is not { } old) throw new PanelException(FaultKind.Refused, Noun.Functions + "_add", passed);
            Skip(row, wish, old);
            return null;
        }

        T? stored = null;
        try { stored = await StoreAsync(row, wish, owner, cancel).ConfigureAwait(false); }
        finally { if (stored is null) await _limits.ForgetAsync(prepared.Value, owner).ConfigureAwait(false); }

        if (stored is null) return null;
        if (passed is not null) row.Warn(passed);
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

    // The record as it was added; null where one was there already.
    private async Task<T?> StoreAsync(Row row, Wish wish, Owner owner, CancellationToken cancel)
    {
        var sent = 0;
        T stored;
        try
        {
            stored = await ResolveAsync(row, $"{Noun.Title} {Noun.KeyOf(wish.Value)}", token =>
            {
                sent++;
                return wish.Add(wish.Value, owner, wish.Given, token);
            }, token => FindSameAsync(wish, token), cancel).ConfigureAwait(false);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.Duplicate && SkipExisting)
        {
            if (await Noun.FindExistingAsync(wish.Value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw;
            Skip(row, wish, existing);
            return null;
        }

        if (sent > 1 && !Noun.RefusesDuplicates) stored = await KeepOneAsync(row, wish, stored, cancel).ConfigureAwait(false);
        stored = await CompleteAsync(row, wish, stored, cancel).ConfigureAwait(false);
        row.Verbose($"{Noun.Title} {Noun.KeyOf(stored)} was added.");
        Done(row, wish, stored);
        return stored;
    }

    // The panel takes the same twice: where a call that seemed lost was carried out later on, the first that was stored stays.
    private async Task<T> KeepOneAsync(Row row, Wish wish, T stored, CancellationToken cancel)
    {
        var wanted = wish.Given.Union(Noun.KeyParts).With(Noun.KeyOrdinal).Except(Noun.Secrets).Except(Noun.SetAfterAdd);
        var all = (await Lookup.Table(Noun).GetByKeyAsync(Noun.KeyOf(wish.Value), cancel).ConfigureAwait(false)).Where(there => Noun.Differences(there, wish.Value).Intersect(wanted).IsEmpty).OrderBy(there => there.Id).ToArray();
        foreach (var second in all.Skip(1))
        {
            await RepeatAsync(row, $"{Noun.Title} {Noun.KeyOf(second)}", Lookup.Table(Noun).DeleteCall(second), cancel).ConfigureAwait(false);
            row.Verbose($"{Noun.Title} {Noun.KeyOf(second)} was stored twice, as a lost call was carried out after all; the second one was removed.");
        }

        return all.Length > 0 ? all[0] : stored;
    }

    // It is stored already: what fails now leaves it half done, never undone.
    private async Task<T> CompleteAsync(Row row, Wish wish, T stored, CancellationToken cancel)
    {
        if (Noun.SetAfterAdd.IsEmpty) return stored;
        var asked = Noun.Merge(stored, wish.Value, wish.Given.Intersect(Noun.SetAfterAdd));
        try { return (await RepeatAsync(row, $"{Noun.Title} {Noun.KeyOf(stored)}", token => Noun.AfterAddAsync(asked, wish.Given, Lookup, token).AsTask(), cancel).ConfigureAwait(false)).Answer; }
        catch (PanelException problem) when (problem.IsUnanswered && problem.Kind != FaultKind.OutcomeUnknown)
        {
            throw new PanelException(FaultKind.OutcomeUnknown, problem.Function, $"{Noun.Title} {Noun.KeyOf(stored)} was added, but not all that belongs to it could be set: {problem.Message}", problem);
        }
    }

    private void Skip(Row row, Wish wish, T existing)
    {
        if (!SkipExisting)
            throw new PanelException(FaultKind.Duplicate, Noun.Functions + "_add", $"{Noun.Title} {Noun.KeyOf(existing)} is there already. Use -SkipExisting to pass over what is there.");
        row.Verbose($"{Noun.Title} {Noun.KeyOf(existing)} is there already.");
        row.Keep(existing.Id, () => StoredRecord.Write(Noun, wish.Asked, existing));
        row.Write(existing);
    }

    private void Done(Row row, Wish wish, T stored)
    {
        row.Keep(stored.Id, () => StoredRecord.Write(Noun, wish.Asked, stored));
        if (wish.Password is null)
        {
            row.Write(stored);
            return;
        }

        row.Write(GeneratedPassword.On(stored, wish.Password));
    }

    // What a row asks for, taken while its parameters are bound.
    private sealed record Wish(T Value, ColumnSet Given, Reference<Client>? Client, Linker<T>? Linker, Adder<T> Add, string? Password)
    {
        // The value before it was prepared: what the row itself says of the record.
        public T Asked { get; init; } = Value;
    }
}
