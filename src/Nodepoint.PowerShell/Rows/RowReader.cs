using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Reads the parameters of a command from its rows. Values from the command line take precedence.</summary>
/// <param name="parameters">The parameters that rows can set.</param>
/// <param name="put">Sets a parameter by its index.</param>
internal sealed class RowReader(RowParameters parameters, Action<int, object?> put)
{
    private readonly bool[] _typed = new bool[parameters.Count];
    private readonly bool[] _hasTypedValue = new bool[parameters.Count];
    private readonly bool[] _given = new bool[parameters.Count];
    private readonly object?[] _values = new object?[parameters.Count];
    private readonly List<int> _set = [];
    private readonly List<PSPropertyInfo> _columns = [];
    private readonly List<(int Parameter, ScriptBlock Script)> _scripts = [];
    private uint _sets = uint.MaxValue;
    private RowShape? _shape;

    /// <summary>Whether the parameters on the command line can be used together.</summary>
    public bool IsPossible => _sets != 0;

    /// <summary>The values from the current row.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values => _set.Select(parameter => new KeyValuePair<string, object?>(parameters[parameter].Name, _values[parameter]));

    /// <summary>Records a parameter on the command line.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="script">The script block that computes its value for each row; null for a value.</param>
    public void Typed(string name, ScriptBlock? script)
    {
        if (parameters.Find(name) is not (>= 0 and var parameter)) return;
        _typed[parameter] = true;
        _sets &= parameters.SetsOf(parameter);
        if (script is null) _hasTypedValue[parameter] = true;
        else _scripts.Add((parameter, script));
    }

    /// <summary>The columns of the current row; none if it is not a custom object.</summary>
    public IReadOnlyList<PSPropertyInfo> Columns => _columns;

    /// <summary>Clears the values of the previous row, and looks at the columns of this one. The engine collects them anew each time.</summary>
    /// <param name="row">The row; null if all parameters are on the command line.</param>
    public void Begin(PSObject? row)
    {
        _columns.Clear();
        _columns.AddRange(ColumnsOf(row));
        foreach (var parameter in _set)
        {
            put(parameter, null);
            _given[parameter] = false;
        }

        _set.Clear();
    }

    /// <summary>Reads the values of a row.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="RowException">A mandatory parameter is missing, or a value cannot be converted.</exception>
    public void Read(PSObject row)
    {
        if (parameters.Refuse(row) is { } refused) throw refused;
        var sets = _sets;
        foreach (var (parameter, script) in _scripts)
        {
            var name = parameters[parameter].Name;
            var computed = parameters[parameter].FromColumn(RowScript.Run(script, name, row), name);
            if (computed is null && parameters[parameter].Record is not null)
                throw new RowException(Rule.NothingSpecified.Id, $"The script block of -{name} returned an empty value for this row. It has to return a key, a number, or a record for each row.");
            Set(parameter, computed);
        }

        if (!IsValue(row.BaseObject, ref sets) && !ReadColumns(row, ref sets) && _scripts.Count == 0)
            throw new RowException("InputObjectNotBound", $"The row does not match this cmdlet: none of its properties has the name or an alias of a parameter, and the row itself is not a value that a parameter accepts. Check the names of its columns. {RowColumns.Describe(row)}");
        if (parameters.Missing(sets, _hasTypedValue, _given) is not { Count: > 0 } missing) return;
        var names = missing.Select(parameter => parameter.Aliases.Count == 0 ? parameter.Name : $"{parameter.Name} (or {string.Join(", ", parameter.Aliases)})");
        throw new RowException("InputObjectMissingMandatory", $"The row has no value for {string.Join(" and ", names)}. Add a column with that name and a value, or specify the parameter on the command line. {RowColumns.Describe(row)}");
    }

    // The record to change, or to which the new one belongs, has many properties. They are ignored: only the command line counts then.
    private bool IsValue(object row, ref uint sets)
    {
        var parameter = parameters.FromRow;
        if (parameter < 0 || _typed[parameter] || row is PSCustomObject || parameters[parameter].FromRow(row) is not { } value) return false;
        var possible = sets & parameters.SetsOf(parameter);
        if (possible == 0) return row is PanelObject;
        sets = possible;
        Set(parameter, value);
        return true;
    }

    /// <summary>The columns of a row; none if it is not a custom object.</summary>
    public static IEnumerable<PSPropertyInfo> ColumnsOf(PSObject? row) => row?.BaseObject is PSCustomObject ? row.Properties : [];

    /// <summary>Whether a row has columns, but all its cells are empty.</summary>
    /// <param name="columns">The columns of the row.</param>
    public static bool IsEmpty(IEnumerable<PSPropertyInfo> columns)
    {
        var any = false;
        foreach (var column in columns)
        {
            any = true;
            // Any value that is not a note may be computed, and is read only once.
            if (column is not PSNoteProperty note || !CellText.IsEmpty(note.Value)) return false;
        }

        return any;
    }

    /// <summary>Which columns of the current row set which parameters.</summary>
    public RowShape Shape()
    {
        if (_shape is null || !_shape.Fits(_columns)) _shape = new RowShape(parameters, _columns);
        return _shape;
    }

    private bool ReadColumns(PSObject row, ref uint sets)
    {
        if (row.BaseObject is not PSCustomObject) _columns.AddRange(row.Properties);
        var shape = Shape();
        // All key columns of the row count for the record to change.
        var target = parameters.FromRow is >= 0 and var first && parameters[first].IsTarget && !_typed[first] && row.BaseObject is PSCustomObject ? parameters[first].TargetOf(row) : null;
        if (target is not null)
        {
            sets &= parameters.SetsOf(parameters.FromRow);
            Set(parameters.FromRow, target);
        }

        foreach (var (parameter, place) in shape.Matched)
        {
            if (_typed[parameter] || (target is not null && parameter == parameters.FromRow) || (sets & parameters.SetsOf(parameter)) == 0) continue;
            var column = _columns[place];
            object? cell;
            try { cell = column.Value; }
            catch (ExtendedTypeSystemException problem) { throw parameters[parameter].Unreadable(column.Name, problem); }
            if (parameters[parameter].FromColumn(cell, column.Name, shape.IsPanelRow) is not { } value) continue;
            sets &= parameters.SetsOf(parameter);
            Set(shape.IsPanelRow ? HashOf(parameter, value) : parameter, value);
        }

        return shape.Matched.Length > 0 || target is not null;
    }

    // The panel returns the hash of a password in the password's column.
    private int HashOf(int parameter, object value)
        => value is System.Security.SecureString secret && parameters.Find(parameters[parameter].Name + "Hash") is >= 0 and var hash && !_typed[hash] && PasswordCheck.IsHash(SecretText.Reveal(secret)) ? hash : parameter;

    private void Set(int parameter, object? value)
    {
        if (value is null) return;
        put(parameter, value);
        _values[parameter] = value;
        _given[parameter] = true;
        _set.Add(parameter);
    }
}
