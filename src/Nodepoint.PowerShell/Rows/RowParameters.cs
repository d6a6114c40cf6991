namespace Nodepoint.PowerShell.Rows;

/// <summary>The parameters of a cmdlet that rows can give.</summary>
internal sealed class RowParameters
{
    private readonly RowParameter[] _all;
    private readonly string[] _sets;
    private readonly uint[] _setsOf;
    private readonly int[][] _mandatory;
    private readonly Dictionary<string, (int Parameter, int Rank)> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="names">Their names, in the order of the numbers by which the cmdlet knows them.</param>
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
    }

    /// <summary>How many there are.</summary>
    public int Count => _all.Length;

    /// <summary>The one that the row itself can be; -1 for none.</summary>
    public int FromRow { get; }

    /// <summary>A parameter by its number.</summary>
    public RowParameter this[int parameter] => _all[parameter];

    /// <summary>The number of a parameter; -1 for a name that is none of them.</summary>
    public int Find(string name) => _names.TryGetValue(name, out var parameter) ? parameter : -1;

    /// <summary>The parameter that a column is for, and which of its names that is, counted from 0; null for none.</summary>
    public (int Parameter, int Rank)? Of(string column) => _columns.TryGetValue(column, out var found) ? found : null;

    /// <summary>The parameter sets in which a parameter can be, as bits.</summary>
    public uint SetsOf(int parameter) => _setsOf[parameter];

    /// <summary>What is still needed.</summary>
    /// <param name="sets">The parameter sets that are left; one of them has to have all that it needs.</param>
    /// <param name="typed">Which parameters were typed.</param>
    /// <param name="given">Which a row gave.</param>
    /// <returns>The parameters; none where nothing is missing.</returns>
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

    private uint Bit(string set) => 1u << Array.IndexOf(_sets, set);
}
