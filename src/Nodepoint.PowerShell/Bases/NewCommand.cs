using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;
using Nodepoint.IspConfig.Mail;

namespace Nodepoint.PowerShell;

/// <summary>The base of the New cmdlets: one request per record with every column of the form, side by side.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class NewCommand<T> : BulkCommand where T : PanelObject, new()
{
    private static readonly T Blank = new();

    /// <summary>Passes over what is there already, so that the same line can be run again; the existing record is emitted.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The owner that was asked for.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>Whether a password is to be made.</summary>
    protected virtual bool MakesPassword => false;

    /// <summary>Puts the given parameters into a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="given">Which were given.</param>
    /// <returns>The record with them.</returns>
    protected abstract T Apply(T value, ColumnSet given);

    /// <summary>Which columns were given for the row under way.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <returns>The columns.</returns>
    protected abstract ColumnSet Given(GivenParameters parameters);

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
    protected override void ProcessRecord()
    {
        var given = Given(new GivenParameters(MyInvocation));
        var value = Apply(Blank, given);
        var password = MakesPassword ? PasswordGenerator.Generate() : null;
        if (password is not null) value = WithPassword(value, password, ref given);
        if (!ShouldProcess(Noun.KeyOf(value), $"Add {Noun.Title}")) return;

        var owner = Owner;
        var columns = given;
        Enqueue(value, (row, cancel) => AddAsync(row, value, columns, owner, password, cancel));
    }

    private async Task AddAsync(Row row, T value, ColumnSet given, Reference<Client>? client, string? password, CancellationToken cancel)
    {
        if (client is not null) await CheckOwnerAsync(client, cancel).ConfigureAwait(false);
        var prepared = await Noun.PrepareAsync(value, given, Lookup, cancel).ConfigureAwait(false);
        var owner = client is not null ? await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false) : prepared.Owner ?? Nodepoint.IspConfig.Entities.Owner.Administrator;
        if (!Noun.RefusesDuplicates && await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is { } there)
        {
            Skip(row, there);
            return;
        }

        var table = Lookup.Table(Noun);
        try
        {
            Done(row, await table.AddAsync(prepared.Value, owner, given, cancel).ConfigureAwait(false), password);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.Duplicate && SkipExisting)
        {
            if (await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false) is not { } existing) throw;
            Skip(row, existing);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.OutcomeUnknown)
        {
            // What the natural key finds was stored; what it does not find was not, and is sent again.
            var stored = await Noun.FindExistingAsync(prepared.Value, Lookup, cancel).ConfigureAwait(false);
            row.Verbose($"{Noun.Title} {Noun.KeyOf(prepared.Value)}: the answer was lost; it was {(stored is null ? "not stored and is sent again" : "stored")}.");
            Done(row, stored ?? await table.AddAsync(prepared.Value, owner, given, cancel).ConfigureAwait(false), password);
        }
    }

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
}
