using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Set cmdlets: changes what is specified, and protects or restores what the panel would damage.</summary>
/// <typeparam name="T">The record.</typeparam>
[Journaled]
public abstract partial class SetCommand<T> : PanelCommand where T : PanelObject, new()
{
    /// <summary>The parameter set of rows.</summary>
    private protected const string Rows = RowInput.Set;

    private readonly RowInput _input = new();

    /// <summary>
    /// A row, such as one from Import-Csv. Properties with the name or an alias of a parameter set that parameter, unless it is specified on
    /// the command line. An empty cell is ignored; for text parameters it clears the text. If the input is a record of the panel, it is the
    /// record to change, and its other properties are ignored.
    /// </summary>
    [Parameter(ParameterSetName = Rows, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the changed record.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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

    /// <summary>The record to change.</summary>
    protected abstract Reference<T> TargetReference { get; }

    /// <summary>The new owner; null if it is not specified.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>Sets a parameter to the value from a row.</summary>
    /// <param name="parameter">The parameter's index.</param>
    /// <param name="value">The value, in the parameter's type; null for none.</param>
    private protected abstract void Put(int parameter, object? value);

    /// <summary>Resolves the records that the current row refers to; null if it refers to none.</summary>
    /// <param name="given">The columns that are specified.</param>
    /// <returns>The linker.</returns>
    protected virtual Linker<T>? Linker(ColumnSet given) => null;

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

    // A parameter that changes something; the new key only where the cmdlet has no other.
    private string ExampleParameter
    {
        get
        {
            var names = Enumerable.Range(0, RowParameters.Count).Select(index => RowParameters[index].Name).Where(name => name != "Identity").ToArray();
            return Array.Find(names, name => !name.StartsWith("New", StringComparison.Ordinal)) ?? names[0];
        }
    }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        if (RestArguments.Find(this, Rest) is { } problem) ThrowTerminatingError(problem);
        _input.Begin(this, RowParameters, Put, () => InputObject, Runner, IgnoreUnknownColumn);
        Runner.Missing = Missing;
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

        var target = TargetReference;
        var given = Given();
        T requested;
        try { requested = Complete(Apply(new T(), given), ref given); }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            Runner.Refuse(target, target.ToString(), PanelErrors.Record(problem, target), RowSubject.Of(target));
            return;
        }

        try { if (AdditionalField is not null) requested = requested with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun, isFromRow: !IsTyped(nameof(AdditionalField))) }; }
        catch (PSArgumentException problem)
        {
            var error = new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField);
            if (IsTyped(nameof(AdditionalField))) ThrowTerminatingError(error);
            Runner.Refuse(target, target.ToString(), error);
            return;
        }

        if (given.IsEmpty && requested.AdditionalFields.Count == 0 && Owner is null)
        {
            Runner.Refuse(target, target.ToString(), new ErrorRecord(new PSArgumentException($"No change is specified for {Noun.Title} '{target}'. Use at least one parameter such as -{ExampleParameter}."), "NothingGiven", ErrorCategory.InvalidArgument, target), RowSubject.Of(target));
            return;
        }

        Runner.Run(WorkOn(target, requested, given));
    }

    private IEnumerable<MissingRow> Missing(string subject)
    {
        // Only the command line counts.
        _ = _input.TryRead(null, out _);
        var given = Given();
        try
        {
            var requested = Complete(Apply(new T(), given), ref given);
            var target = RowSubject.ToReference<T>(subject);
            return [new MissingRow(WorkOn(target, AdditionalField is null ? requested : requested with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun) }, given), CommandLineWith(("Identity", target)))];
        }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem) || problem is PSArgumentException) { return []; }
    }

    private RowWork WorkOn(Reference<T> target, T requested, ColumnSet given)
    {
        var change = new Change<T>(target, requested, given) { Owner = Owner, Linker = Linker(given) };
        return new RowWork(target, target.ToString(), (row, cancel) => ChangeAsync(row, change, cancel))
        {
            About = RowSubject.Of(target),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await PlanAsync(row, change, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"{Noun.Title} {target}",
            Action = $"Set {string.Join(", ", change.Members(Noun, target.Value))}",
            PlanAsync = async (row, cancel) => await PlanAsync(row, change, cancel).ConfigureAwait(false),
            Restore = PassThru ? (_, stored) => StoredRecord.Read(Noun, new T(), stored) : null,
            TakesTurns = true,
            Ahead = Noun.Hashed?.Ahead(requested),
        };
    }

    /// <summary>Stores the command-line value of a parameter that rows can set. A script block is kept and run for each row.</summary>
    /// <typeparam name="TValue">The parameter's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The value; the type's default for a script block.</returns>
    private protected TValue Typed<TValue>(TValue value, [CallerMemberName] string parameter = "") => _input.Typed(value, parameter);

    private protected override object CreateWriter(CommandPanel panel) => new RecordWriter<T>(Noun, panel.Lookup, new WriteOptions { ReadBack = PassThru });

    private static RecordWriter<T> Writer(Row row) => (RecordWriter<T>)row.Panel.Writer!;

    private static async Task<WritePlan<T>> PlanAsync(Row row, Change<T> change, CancellationToken cancel)
    {
        var before = row.Turn is null ? null : await RowTarget.ReadAsync(row, token => Writer(row).ReadAsync(change, row, token), cancel).ConfigureAwait(false);
        return await Writer(row).PlanChangeAsync(change with { Before = before }, row, cancel).ConfigureAwait(false);
    }

    private async Task ChangeAsync(Row row, Change<T> change, CancellationToken cancel)
    {
        var plan = await PlanAsync(row, change, cancel).ConfigureAwait(false);
        var (_, after) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(after!.Id, PassThru ? () => StoredRecord.Write(Noun, new T(), after) : null);
        if (PassThru) row.Write(after);
    }
}
