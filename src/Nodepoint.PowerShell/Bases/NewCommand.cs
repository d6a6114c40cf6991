using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;
using Nodepoint.IspConfig.Mail;

namespace Nodepoint.PowerShell;

/// <summary>The base of the New cmdlets: one request per record with every column of the form, side by side.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class NewCommand<T> : RowCommand where T : PanelObject, new()
{
    private static readonly T Blank = new();

    private readonly Alike<T> _alike = new();
    private LimitGuard<T>? _limits;

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
            WriteError(PanelErrors.Record(problem, Apply(Blank, given)));
            return;
        }

        var password = MakesPassword ? PasswordGenerator.Generate() : null;
        if (password is not null) value = WithPassword(value, password, ref given);
        var missing = Noun.Demanded.Except(given);
        if (!missing.IsEmpty)
        {
            WriteError(PanelErrors.Record(new FormatException($"{Noun.Title} {Noun.KeyOf(value)} has no password. Give -{Noun.Columns[missing.First()].Member}{(CanMakePassword ? ", or let one be made with -GeneratePassword" : "")}."), value));
            return;
        }

        try { if (AdditionalField is not null) value = value with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun) }; }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField)); }
        if (!ShouldProcess(Noun.KeyOf(value), $"Add {Noun.Title}")) return;

        var wish = new Wish(value, given, Owner, Linker(), Adder(), password);
        Enqueue(value, (row, cancel) => AddAsync(row, wish, cancel));
    }

    private async Task AddAsync(Row row, Wish wish, CancellationToken cancel)
    {
        var (value, given, client, linker, _, _) = wish;
        if (client is not null) await CheckOwnerAsync(client, cancel).ConfigureAwait(false);
        if (linker is not null) value = await linker(value, Lookup, cancel).ConfigureAwait(false);
        var prepared = await Noun.PrepareAsync(value, given, Lookup, cancel).ConfigureAwait(false);
        var owner = client is not null ? await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false) : prepared.Owner ?? Nodepoint.IspConfig.Entities.Owner.Administrator;
        if (Noun.SharesOwner && client is not null && prepared.Owner is { } theirs && theirs.GroupId != owner.GroupId)
            throw new FormatException($"{Noun.Title} {Noun.KeyOf(prepared.Value)} has the owner of what it belongs to, which is not client {client}. Leave out -Client.");
        prepared = await OnServerAsync(prepared, given, owner, cancel).ConfigureAwait(false);
        prepared = prepared with { Value = await Noun.ForOwnerAsync(prepared.Value, given, owner, Lookup, cancel).ConfigureAwait(false) };
        if (Noun.RefusesDuplicates)
        {
            await AddPreparedAsync(row, wish, prepared, owner, cancel).ConfigureAwait(false);
            return;
        }

        // The panel would take the same twice, so rows of one command that mean the same come one after the other.
        using var turn = await _alike.EnterAsync(Noun.Identity(prepared.Value), cancel).ConfigureAwait(false);
        if (turn.Earlier is { } twin) Skip(row, twin);
        else if (await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is { } there) Skip(row, there);
        else turn.Added = await AddPreparedAsync(row, wish, prepared, owner, cancel).ConfigureAwait(false);
    }

    // The record as it was added; null where one was there already.
    private async Task<T?> AddPreparedAsync(Row row, Wish wish, Prepared<T> prepared, Owner owner, CancellationToken cancel)
    {
        var passed = await _limits!.CountAsync(prepared.Value, owner, RefusesOverLimit, cancel).ConfigureAwait(false);
        if (passed is not null && RefusesOverLimit)
        {
            if (!SkipExisting || await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is not { } old) throw new PanelException(FaultKind.Refused, Noun.Functions + "_add", passed);
            Skip(row, old);
            return null;
        }

        T? stored = null;
        try { stored = await StoreAsync(row, wish with { Value = prepared.Value }, owner, cancel).ConfigureAwait(false); }
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
        var (value, given, _, _, add, password) = wish;
        T? stored;
        try { stored = await AddAsync(add, value, owner, given, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.Duplicate && SkipExisting)
        {
            if (await Noun.FindExistingAsync(value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw;
            Skip(row, existing);
            return null;
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.OutcomeUnknown)
        {
            // What the natural key finds was stored; what it does not find was not, and is sent again. What was read before says nothing of it.
            stored = await Noun.FindExistingAsync(value, new PanelLookup(Connection), cancel).ConfigureAwait(false);
            row.Verbose($"{Noun.Title} {Noun.KeyOf(value)}: the answer was lost; it was {(stored is null ? "not stored and is sent again" : "stored")}.");
            stored ??= await AddAsync(add, value, owner, given, cancel).ConfigureAwait(false);
        }

        Done(row, stored, password);
        return stored;
    }

    private async Task<T> AddAsync(Adder<T> add, T value, Owner owner, ColumnSet given, CancellationToken cancel)
        => await Noun.AfterAddAsync(await add(value, owner, given, cancel).ConfigureAwait(false), given, Lookup, cancel).ConfigureAwait(false);

    private void Skip(Row row, T existing)
    {
        if (!SkipExisting)
            throw new PanelException(FaultKind.Duplicate, Noun.Functions + "_add", $"{Noun.Title} {Noun.KeyOf(existing)} is there already. Use -SkipExisting to pass over what is there.");
        row.Verbose($"{Noun.Title} {Noun.KeyOf(existing)} is there already.");
        row.Write(existing);
    }

    private void Done(Row row, T stored, string? password)
    {
        row.Verbose($"{Noun.Title} {Noun.KeyOf(stored)} was added.");
        if (password is null)
        {
            row.Write(stored);
            return;
        }

        var output = PSObject.AsPSObject(stored);
        output.Properties.Add(new PSNoteProperty("GeneratedPassword", password));
        row.Write(output);
    }

    // What a row asks for, taken while its parameters are bound.
    private sealed record Wish(T Value, ColumnSet Given, Reference<Client>? Client, Linker<T>? Linker, Adder<T> Add, string? Password);
}
