using System.Management.Automation;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Takes the parameters of a command from one row after the other; what was typed goes before what a row says.</summary>
/// <param name="parameters">The parameters that rows can give.</param>
/// <param name="put">Sets one of them, by its number.</param>
internal sealed class RowReader(RowParameters parameters, Action<int, object?> put)
{
    private readonly bool[] _typed = new bool[parameters.Count];
    private readonly bool[] _valued = new bool[parameters.Count];
    private readonly bool[] _given = new bool[parameters.Count];
    private readonly object?[] _values = new object?[parameters.Count];
    private readonly List<int> _taken = [];
    private readonly List<PSPropertyInfo> _columns = [];
    private readonly List<(int Parameter, ScriptBlock Script)> _scripts = [];
    private uint _sets = uint.MaxValue;
    private RowShape? _shape;

    /// <summary>Whether what was typed fits together.</summary>
    public bool IsPossible => _sets != 0;

    /// <summary>What the row under way has given.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values => _taken.Select(parameter => new KeyValuePair<string, object?>(parameters[parameter].Name, _values[parameter]));

    /// <summary>Notes a parameter that was typed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="script">What gives its value for each row, where that was typed.</param>
    public void Typed(string name, ScriptBlock? script)
    {
        if (parameters.Find(name) is not (>= 0 and var parameter)) return;
        _typed[parameter] = true;
        _sets &= parameters.SetsOf(parameter);
        if (script is null) _valued[parameter] = true;
        else _scripts.Add((parameter, script));
    }

    /// <summary>Takes back what the row before has given.</summary>
    public void Reset()
    {
        foreach (var parameter in _taken)
        {
            put(parameter, null);
            _given[parameter] = false;
        }

        _taken.Clear();
    }

    /// <summary>Takes what a row gives.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="RowException">It does not give what is needed, or a value will not do.</exception>
    public void Read(PSObject row)
    {
        var sets = _sets;
        foreach (var (parameter, script) in _scripts)
        {
            var name = parameters[parameter].Name;
            Take(parameter, parameters[parameter].FromColumn(RowScript.Run(script, name, row), name));
        }

        if (!IsValue(row.BaseObject, ref sets) && !ReadColumns(row, ref sets) && _scripts.Count == 0)
            throw new RowException("InputObjectNotBound", "Nothing of the row fits: it has no property that is named like a parameter or one of its aliases, and is nothing that a parameter takes as a whole.");
        if (parameters.Missing(sets, _valued, _given) is not { Count: > 0 } missing) return;
        var names = missing.Select(parameter => parameter.Aliases.Count == 0 ? parameter.Name : $"{parameter.Name} (or {string.Join(", ", parameter.Aliases)})");
        throw new RowException("InputObjectMissingMandatory", $"The row lacks {string.Join(" and ", names)}. Give it a column of that name that is not empty, or type the parameter.");
    }

    // A record to which the new one belongs, or which is to be changed, brings all its members along; only what was typed is meant then.
    private bool IsValue(object row, ref uint sets)
    {
        var parameter = parameters.FromRow;
        if (parameter < 0 || _typed[parameter] || row is PSCustomObject || parameters[parameter].FromRow(row) is not { } value) return false;
        var possible = sets & parameters.SetsOf(parameter);
        if (possible == 0) return row is PanelObject;
        sets = possible;
        Take(parameter, value);
        return true;
    }

    private bool ReadColumns(PSObject row, ref uint sets)
    {
        _columns.Clear();
        foreach (var column in row.Properties) _columns.Add(column);
        if (_shape is null || !_shape.Fits(_columns)) _shape = new RowShape(parameters, _columns);
        foreach (var (parameter, place) in _shape.Wanted)
        {
            if (_typed[parameter] || (sets & parameters.SetsOf(parameter)) == 0) continue;
            var column = _columns[place];
            object? cell;
            try { cell = column.Value; }
            catch (ExtendedTypeSystemException problem) { throw parameters[parameter].Unreadable(column.Name, problem); }
            if (parameters[parameter].FromColumn(cell, column.Name) is not { } value) continue;
            sets &= parameters.SetsOf(parameter);
            Take(parameter, value);
        }

        return _shape.Wanted.Length > 0;
    }

    private void Take(int parameter, object? value)
    {
        if (value is null) return;
        put(parameter, value);
        _values[parameter] = value;
        _given[parameter] = true;
        _taken.Add(parameter);
    }
}
