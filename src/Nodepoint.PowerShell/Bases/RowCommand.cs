using System.Management.Automation;
using System.Runtime.CompilerServices;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>
/// The base of cmdlets that read their parameters from rows, such as those of a CSV file. The row is bound as one object: binding each
/// parameter by name would cost the engine more than all the other work.
/// </summary>
public abstract class RowCommand : WriteCommand
{
    /// <summary>The parameter set of rows.</summary>
    internal const string Rows = "Rows";

    private readonly Dictionary<string, ScriptBlock> _scripts = new(StringComparer.OrdinalIgnoreCase);
    private RowReader _reader = null!;

    /// <summary>
    /// A row, such as one from Import-Csv. Properties with the name or an alias of a parameter set that parameter, unless it is specified on
    /// the command line. An empty cell is ignored; for text parameters it clears the text. If the input is a record of the panel, it is the
    /// record to change, or the record that the new one belongs to, and its other properties are ignored.
    /// </summary>
    [Parameter(ParameterSetName = Rows, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The parameters that rows can set.</summary>
    private protected abstract RowParameters RowParameters { get; }

    /// <summary>The parameters of the current row: those from the command line and those from the row; for a script block, its result for the row.</summary>
    protected override IEnumerable<KeyValuePair<string, object?>> GivenValues => base.GivenValues.Where(one => !_scripts.ContainsKey(one.Key)).Concat(_reader.Values);

    /// <inheritdoc/>
    private protected override int RowInJournal => LanguagePrimitives.TryConvertTo<int>(InputObject?.Properties[FailedRows.Number]?.Value, out var number) ? number : 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _reader = new RowReader(RowParameters, Put);
        foreach (var name in MyInvocation.BoundParameters.Keys) _reader.Typed(name, _scripts.GetValueOrDefault(name));
        // The engine cannot detect this, because a row might set the other parameters.
        if (!_reader.IsPossible)
            ThrowTerminatingError(Error(new RowException("AmbiguousParameterSet", $"These parameters cannot be used together. For the parameter sets, run Get-Help {MyInvocation.MyCommand.Name}."), null));
        if (_scripts.Count > 0 && !MyInvocation.ExpectingInput && InputObject is null)
            ThrowTerminatingError(Error(new RowException("ScriptBlockArgumentNoInput", $"-{_scripts.Keys.First()} is a script block, which runs once for each row from the pipeline, but the pipeline has no rows. Pipe rows to the cmdlet, or specify a value."), null));
    }

    /// <summary>Sets a parameter to the value from a row.</summary>
    /// <param name="parameter">The parameter's index.</param>
    /// <param name="value">The value, in the parameter's type; null for none.</param>
    private protected abstract void Put(int parameter, object? value);

    /// <summary>Reads the parameters of the current row. If that fails, an error is written.</summary>
    /// <returns>Whether it succeeded.</returns>
    private protected bool TryReadRow()
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

    /// <summary>Stores the command-line value of a parameter that rows can set. A script block is kept and run for each row.</summary>
    /// <typeparam name="TValue">The parameter's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The value; the type's default for a script block.</returns>
    private protected TValue Typed<TValue>(TValue value, [CallerMemberName] string parameter = "")
    {
        if (RowScript.Take() is not { } script) return value;
        _scripts[parameter] = script;
        return default!;
    }

    private static ErrorRecord Error(RowException problem, object? row) => new(problem, problem.Id, ErrorCategory.InvalidArgument, row);
}
