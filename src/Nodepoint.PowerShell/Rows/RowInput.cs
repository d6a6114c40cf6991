using System.Management.Automation;
using System.Runtime.CompilerServices;
using Nodepoint.PowerShell.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// Sets the parameters of a cmdlet from rows, such as those from Import-Csv. It reads the properties that are there, because binding by property
/// name costs the engine more than all the other work.
/// </summary>
internal sealed class RowInput
{
    /// <summary>The parameter set of rows.</summary>
    public const string Set = "Rows";

    private readonly Dictionary<string, ScriptBlock> _scripts = new(StringComparer.OrdinalIgnoreCase);
    private RowReader _reader = null!;
    private RowParameters? _parameters;
    private RowNotices _notices = null!;
    private RowRunner _rows = null!;

    /// <summary>Records which parameters are on the command line, and tells the runner which parameters a row has.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="parameters">The parameters that rows can set.</param>
    /// <param name="put">Sets a parameter by its index to a value in its type; null for none.</param>
    /// <param name="row">The current row; null for none.</param>
    /// <param name="rows">The runner of the cmdlet.</param>
    /// <param name="ignoresUnknown">Whether columns that the cmdlet does not use are not warned of.</param>
    public void Begin(PSCmdlet command, RowParameters parameters, Action<int, object?> put, Func<PSObject?> row, RowRunner rows, bool ignoresUnknown)
    {
        (_rows, _notices) = (rows, new RowNotices(command, parameters, ignoresUnknown));
        (_reader, _parameters) = (new RowReader(parameters, put), parameters);
        foreach (var name in command.MyInvocation.BoundParameters.Keys) _reader.Typed(name, _scripts.GetValueOrDefault(name));
        rows.Specified = () => command.MyInvocation.BoundParameters.Where(one => !_scripts.ContainsKey(one.Key)).Concat(_reader.Values!)!;
        rows.Token = () => row()?.Properties[FailedRows.Token]?.Value as string;
        // The engine cannot detect this, because a row might set the other parameters.
        if (!_reader.IsPossible)
            command.ThrowTerminatingError(Error(new RowException("AmbiguousParameterSet", $"These parameters cannot be used together. For the parameter sets, run Get-Help {command.MyInvocation.MyCommand.Name}."), null));
        if (_scripts.Count > 0 && !command.MyInvocation.ExpectingInput && row() is null)
            command.ThrowTerminatingError(Error(new RowException("ScriptBlockArgumentNoInput", $"-{_scripts.Keys.First()} is a script block, which runs once for each row from the pipeline, but the pipeline has no rows. Pipe rows to the cmdlet, or specify a value."), null));
    }

    /// <summary>Reads the parameters of a row.</summary>
    /// <param name="row">The row; null if all parameters are on the command line.</param>
    /// <param name="error">The error of a row that cannot be read; null for none, and for an empty row, which is skipped.</param>
    /// <returns>Whether there is a row to work on.</returns>
    public bool TryRead(PSObject? row, out ErrorRecord? error)
    {
        error = null;
        _reader.Begin(row);
        if (_notices.IsEmpty(row, _reader.Columns))
        {
            _rows.Skip();
            return false;
        }

        if (row is null) return true;
        try
        {
            if (row.BaseObject is PSCustomObject) _notices.WarnOfUnknown(_reader.Shape());
            _reader.Read(row);
            return true;
        }
        catch (RowException problem)
        {
            error = Error(problem, _parameters!.WithoutSecrets(row));
            return false;
        }
    }

    /// <summary>Stores the command-line value of a parameter that rows can set. A script block is kept and run for each row.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The value; the type's default for a script block.</returns>
    public T Typed<T>(T value, [CallerMemberName] string parameter = "")
    {
        if (RowScript.Take() is not { } script) return value;
        _scripts[parameter] = script;
        return default!;
    }

    /// <summary>Warns at the end of rows that were skipped, and of an input without rows.</summary>
    public void End() => _notices.End();

    private static ErrorRecord Error(RowException problem, object? row) => new(problem, problem.Id, ErrorCategory.InvalidArgument, row);
}
