using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Rows;

/// <summary>The parameters of a cmdlet that rows can set.</summary>
internal sealed class RowParameters
{
    private readonly RowParameter[] _all;
    private readonly string[] _sets;
    private readonly uint[] _setsOf;
    private readonly int[][] _mandatory;
    private readonly Dictionary<string, (int Parameter, int Rank)> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="cmdlet">The cmdlet's type.</param>
    /// <param name="names">The parameters' names, in the order of the cmdlet's indexes.</param>
    public RowParameters(Type cmdlet, params string[] names)
    {
        _all = [.. names.Select(name => new RowParameter(cmdlet.GetProperty(name)!))];
        _sets = [.. _all.SelectMany(parameter => parameter.Sets).Distinct()];
        _setsOf = [.. _all.Select(parameter => parameter.Sets.Aggregate(0u, (sets, set) => sets | Bit(set)) is not 0 and var some ? some : uint.MaxValue)];
        _mandatory = [.. _sets.Select(set => Enumerable.Range(0, _all.Length).Where(parameter => _all[parameter].MandatoryIn.Contains(set)).ToArray())];
        for (var i = 0; i < _all.Length; i++)
        {
            _names.Add(_all[i].Name, i);
            _columns[_all[i].Name] = (i, 0);
            for (var rank = 0; rank < _all[i].Aliases.Count; rank++) _columns.TryAdd(_all[i].Aliases[rank], (i, rank + 1));
        }

        FromRow = Array.FindIndex(_all, parameter => parameter.IsRow);
        for (var type = cmdlet; type is not null && Record is null; type = type.BaseType)
            if (type.IsGenericType && typeof(PanelObject).IsAssignableFrom(type.GetGenericArguments()[0])) Record = type.GetGenericArguments()[0];
    }

    /// <summary>The record that the cmdlet creates or changes; null if it is not a record.</summary>
    public Type? Record { get; init; }

    /// <summary>Refuses a record of another type than the cmdlet's own, or the one that it belongs to: its properties may have the names of parameters.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The error; null if the row can be used.</returns>
    public RowException? Refuse(PSObject row)
    {
        if (Record is null) return null;
        return ObjectKind.Refuse(row.BaseObject, Record, FromRow < 0 ? null : _all[FromRow].Record) is { } refused ? new RowException(Rule.WrongObject.Id, refused.Message) : null;
    }

    /// <summary>The number of parameters.</summary>
    public int Count => _all.Length;

    /// <summary>The index of the parameter that the row itself can set; -1 for none.</summary>
    public int FromRow { get; }

    /// <summary>A parameter by its index.</summary>
    public RowParameter this[int parameter] => _all[parameter];

    /// <summary>The index of a parameter; -1 if no parameter has that name.</summary>
    public int Find(string name) => _names.TryGetValue(name, out var parameter) ? parameter : -1;

    /// <summary>The parameter that a column sets, and the rank of the column's name among its names; null for none.</summary>
    public (int Parameter, int Rank)? Of(string column) => _columns.TryGetValue(column, out var found) ? found : null;

    /// <summary>The parameter sets that a parameter belongs to, as bits.</summary>
    public uint SetsOf(int parameter) => _setsOf[parameter];

    /// <summary>The mandatory parameters that are missing.</summary>
    /// <param name="sets">The parameter sets that are still possible. One of them has to be complete.</param>
    /// <param name="typed">Which parameters have a value from the command line.</param>
    /// <param name="given">Which parameters have a value from the row.</param>
    /// <returns>The missing parameters of the parameter set that lacks the fewest.</returns>
    public IReadOnlyList<RowParameter> Missing(uint sets, bool[] typed, bool[] given)
    {
        List<int>? least = null;
        for (var set = 0; set < _sets.Length; set++)
        {
            if ((sets & 1u << set) == 0) continue;
            List<int>? missing = null;
            foreach (var parameter in _mandatory[set])
                if (!typed[parameter] && !given[parameter]) (missing ??= []).Add(parameter);
            if (missing is null) return [];
            if (least is null || missing.Count < least.Count) least = missing;
        }

        return least is null ? [] : least.ConvertAll(parameter => _all[parameter]);
    }

    /// <summary>Copies a row for an error's target object, without the values of its secret columns.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The copy; the row itself if it has no columns of its own.</returns>
    public PSObject WithoutSecrets(PSObject row)
    {
        if (row.BaseObject is System.Collections.IDictionary table)
        {
            var shown = new System.Collections.Hashtable();
            foreach (System.Collections.DictionaryEntry entry in table) shown[entry.Key] = IsSecret(entry.Key.ToString()!) ? PossibleSecret.Hidden : entry.Value;
            return new PSObject(shown);
        }

        if (row.BaseObject is not PSCustomObject) return row;
        var copy = new PSObject();
        foreach (var column in row.Properties) copy.Properties.Add(new PSNoteProperty(column.Name, Shown(column)));
        return copy;
    }

    private bool IsSecret(string column) => (Of(column) is var (parameter, _) && _all[parameter].IsSecret) || SecretName.Is(column);

    private object? Shown(PSPropertyInfo column)
    {
        if (IsSecret(column.Name)) return PossibleSecret.Hidden;
        try { return column.Value is string text && _all.Any(one => one.IsSecret) && PossibleSecret.Is(text.Trim()) ? PossibleSecret.Hidden : column.Value; }
        catch (ExtendedTypeSystemException) { return null; }
    }

    private uint Bit(string set) => 1u << Array.IndexOf(_sets, set);
}
