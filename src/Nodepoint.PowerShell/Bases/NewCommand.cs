using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the New cmdlets: one request per record, with every column of the form; requests are in flight at the same time.</summary>
/// <typeparam name="T">The record.</typeparam>
[Journaled]
public abstract partial class NewCommand<T> : PanelCommand where T : PanelObject, new()
{
    private static readonly T Blank = new();

    /// <summary>The parameter set of rows.</summary>
    private protected const string Rows = RowInput.Set;

    private readonly RowInput _input = new();
    private int _restored;

    /// <summary>
    /// A row, such as one from Import-Csv. Properties with the name or an alias of a parameter set that parameter, unless it is specified on
    /// the command line. An empty cell is ignored; for text parameters it clears the text. If the input is a record of the panel, it is the
    /// record that the new one belongs to, and its other properties are ignored.
    /// </summary>
    [Parameter(ParameterSetName = Rows, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Skips records that exist already, so that the same command can be run again; the existing record is returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Columns of a newer panel for which there is no parameter: <c>@{ column = value }</c>.</summary>
    [Parameter]
    [AdditionalFieldInput(FromRow = true)]
    [Alias("AdditionalFields")]
    public IDictionary? AdditionalField { get; set => field = Typed(value); }

    /// <summary>What is left on the command line, which is an error.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[]? Rest { get; set; }

    /// <summary>Does not warn of columns that the cmdlet does not use.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnknownColumn { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The parameters that rows can set.</summary>
    private protected abstract RowParameters RowParameters { get; }

    /// <summary>The specified owner.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>Whether a password can be generated.</summary>
    protected virtual bool CanGeneratePassword => false;

    /// <summary>Whether a password is to be generated.</summary>
    protected virtual bool GeneratesPassword => false;

    /// <summary>Whether a record that exceeds a limit of its client is refused.</summary>
    protected virtual bool RefusesOverLimit => false;

    /// <summary>Sets a parameter to the value from a row.</summary>
    /// <param name="parameter">The parameter's index.</param>
    /// <param name="value">The value, in the parameter's type; null for none.</param>
    private protected abstract void Put(int parameter, object? value);

    /// <summary>Resolves the records that the current row refers to; null if it refers to none.</summary>
    /// <returns>The linker.</returns>
    protected virtual Linker<T>? Linker() => null;

    /// <summary>Adds the record of the current row in another way than with the noun's add function; null for that function.</summary>
    /// <returns>The adder.</returns>
    protected virtual Adder<T>? Adder() => null;

    /// <summary>Applies the specified parameters to a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="given">The columns that are specified.</param>
    /// <returns>The changed record.</returns>
    protected abstract T Apply(T value, ColumnSet given);

    /// <summary>Applies parameters that are not columns.</summary>
    /// <param name="value">The record with the specified columns.</param>
    /// <param name="given">The specified columns; the method adds those that follow from its parameters.</param>
    /// <returns>The changed record.</returns>
    /// <exception cref="RuleException">A parameter's value is not valid.</exception>
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

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        if (RestArguments.Find(this, Rest) is { } problem) ThrowTerminatingError(problem);
        _input.Begin(this, RowParameters, Put, () => InputObject, Runner, IgnoreUnknownColumn);
        Runner.AtEnd((report, _) =>
        {
            if (_restored is > 0 and var count)
                report.Warn($"{count} {(count == 1 ? "password was" : "passwords were")} generated by an earlier run and returned only then. If they were lost, set new ones with Set-{MyInvocation.MyCommand.Name[4..]} -Password.");
        });
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        _input.End();
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!_input.TryRead(InputObject, out var unreadable))
        {
            if (unreadable is not null) Runner.Refuse(InputObject, RowRunner.UnreadableRow, unreadable);
            return;
        }

        var given = Given();
        T value;
        try { value = Complete(Apply(Blank, given), ref given); }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            var refused = Apply(Blank, given);
            Runner.Refuse(refused, Noun.KeyOf(refused), PanelErrors.Record(problem, refused), About(refused));
            return;
        }

        var password = GeneratesPassword ? PasswordGenerator.Generate() : null;
        if (password is not null) value = WithPassword(value, password, ref given);
        var missing = Noun.Mandatory.Except(given);
        if (!missing.IsEmpty)
        {
            Runner.Refuse(value, Noun.KeyOf(value), PanelErrors.Record(new RuleException(Rule.PasswordMissing, $"No password is specified for {Noun.Title} '{Noun.KeyOf(value)}'. Use -{Noun.Columns[missing.First()].Member}{(CanGeneratePassword ? " or -GeneratePassword" : "")}."), value), About(value));
            return;
        }

        try { if (AdditionalField is not null) value = value with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun, isFromRow: !IsTyped(nameof(AdditionalField))) }; }
        catch (PSArgumentException problem)
        {
            var error = new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField);
            if (IsTyped(nameof(AdditionalField))) ThrowTerminatingError(error);
            Runner.Refuse(value, Noun.KeyOf(value), error);
            return;
        }

        var addition = new Addition<T>(value, given) { Owner = Owner, Linker = Linker(), Adder = Adder(), HasNewPassword = password is not null };
        Runner.Run(new RowWork(value, Noun.KeyOf(value), (row, cancel) => AddAsync(row, addition, password, cancel))
        {
            What = $"{Noun.Title} {Noun.KeyOf(value)}",
            Action = "Create",
            PlanAsync = async (row, cancel) => await Writer(row).PlanAdditionAsync(addition, cancel).ConfigureAwait(false),
            Restore = (_, stored) => Restore(value, stored),
            // The row that fixes it has other values, so all of them are in the journal.
            RestoreFixed = (_, stored) => Restore(Blank, stored),
            About = About(value),
            // Records that exist already need no hash.
            Ahead = SkipExisting ? null : Noun.Hashed?.Ahead(value),
        });
    }

    private RowSubject? About(T value) => Journal is null ? null : RowSubject.OfNew(Noun.KeyOf(value), Runner.Specified());

    /// <summary>Stores the command-line value of a parameter that rows can set. A script block is kept and run for each row.</summary>
    /// <typeparam name="TValue">The parameter's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The value; the type's default for a script block.</returns>
    private protected TValue Typed<TValue>(TValue value, [CallerMemberName] string parameter = "") => _input.Typed(value, parameter);

    private protected override object CreateWriter(CommandPanel panel) => new RecordWriter<T>(Noun, panel.Lookup, new WriteOptions { SkipExisting = SkipExisting, OffersSkipExisting = true, EnforceLimits = RefusesOverLimit });

    private static RecordWriter<T> Writer(Row row) => (RecordWriter<T>)row.Panel.Writer!;

    // A record that is copied is not an object to act on, so it does not say on which panel the copy is created.
    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => base.RowValues.Where(static one => one.Key != nameof(InputObject));

    private async Task AddAsync(Row row, Addition<T> addition, string? password, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanAdditionAsync(addition, cancel).ConfigureAwait(false);
        var (outcome, stored) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(stored!.Id, () => StoredRecord.Write(Noun, row.Entry is { IsFix: true } ? Blank : addition.Value, stored));
        row.Write(password is null || outcome != WriteOutcome.Added ? stored : GeneratedPassword.On(stored, password));
    }

    private T Restore(T input, ReadOnlyMemory<byte> stored)
    {
        if (GeneratesPassword) _restored++;
        return StoredRecord.Read(Noun, input, stored);
    }
}
