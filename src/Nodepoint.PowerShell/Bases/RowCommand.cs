using System.Management.Automation;
using System.Runtime.CompilerServices;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>
/// The base of cmdlets that take their parameters from rows, such as those of a CSV file. The engine hands over the row as one object: to
/// bind each parameter by name costs it more than all the rest of the work.
/// </summary>
public abstract class RowCommand : WriteCommand
{
    /// <summary>The parameter set of rows.</summary>
    internal const string Rows = "Rows";

    private readonly Dictionary<string, ScriptBlock> _scripts = new(StringComparer.OrdinalIgnoreCase);
    private RowReader _reader = null!;

    /// <summary>
    /// A row: its properties that are named like parameters or their aliases give their values, where none was typed. An empty cell counts as
    /// not given, but for texts, which it makes empty. The record that a new one belongs to, or that is to be changed, is taken as such, and
    /// nothing else of it counts.
    /// </summary>
    [Parameter(ParameterSetName = Rows, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The parameters that rows can give.</summary>
    private protected abstract RowParameters RowParameters { get; }

    /// <summary>What was given for the row under way: what was typed, and what the row gave; of a script block, its result for the row.</summary>
    protected override IEnumerable<KeyValuePair<string, object?>> GivenValues => base.GivenValues.Where(one => !_scripts.ContainsKey(one.Key)).Concat(_reader.Values);

    /// <inheritdoc/>
    private protected override int RowInJournal => LanguagePrimitives.TryConvertTo<int>(InputObject?.Properties[FailedRows.Number]?.Value, out var number) ? number : 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _reader = new RowReader(RowParameters, Put);
        foreach (var name in MyInvocation.BoundParameters.Keys) _reader.Typed(name, _scripts.GetValueOrDefault(name));
        // What the engine cannot see of what was typed, as a row might give the rest.
        if (!_reader.IsPossible)
            ThrowTerminatingError(Error(new RowException("AmbiguousParameterSet", $"These parameters do not go together. Get-Help {MyInvocation.MyCommand.Name} shows which do."), null));
        if (_scripts.Count > 0 && !MyInvocation.ExpectingInput && InputObject is null)
            ThrowTerminatingError(Error(new RowException("ScriptBlockArgumentNoInput", $"-{_scripts.Keys.First()} is a script block, which is run for each row of the pipeline, and there is none. Pipe rows to the cmdlet."), null));
    }

    /// <summary>Sets a parameter to what a row gives.</summary>
    /// <param name="parameter">Its number.</param>
    /// <param name="value">The value, in its type; null for none.</param>
    private protected abstract void Put(int parameter, object? value);

    /// <summary>Takes the parameters of the row under way; an error is written where it does not give them.</summary>
    /// <returns>Whether it does.</returns>
    private protected bool TakeRow()
    {
        _reader.Reset();
        if (InputObject is not { } row) return true;
        try
        {
            _reader.Read(row);
            return true;
        }
        catch (RowException problem)
        {
            Refuse(row, "a row that cannot be read", Error(problem, row));
            return false;
        }
    }

    /// <summary>Takes what was typed for a parameter that rows can give: a value, or a script block that is kept and run for each row.</summary>
    /// <typeparam name="TValue">The parameter's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The value; none where a script block was typed.</returns>
    private protected TValue Typed<TValue>(TValue value, [CallerMemberName] string parameter = "")
    {
        if (RowScript.Take() is not { } script) return value;
        _scripts[parameter] = script;
        return default!;
    }

    private static ErrorRecord Error(RowException problem, object? row) => new(problem, problem.Id, ErrorCategory.InvalidArgument, row);
}
