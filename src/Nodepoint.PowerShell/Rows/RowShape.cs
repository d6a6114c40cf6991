using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Which columns of a row are for which parameters; rows of one source have them all alike, so that it is found out once.</summary>
internal sealed class RowShape
{
    private readonly string[] _columns;

    public RowShape(RowParameters parameters, IReadOnlyList<PSPropertyInfo> row)
    {
        _columns = [.. row.Select(column => column.Name)];
        // The parameter's own name goes before its aliases, and these in their order.
        var best = new Dictionary<int, (int Place, int Rank)>();
        for (var place = 0; place < _columns.Length; place++)
            if (parameters.Of(_columns[place]) is var (parameter, rank) && (!best.TryGetValue(parameter, out var other) || rank < other.Rank)) best[parameter] = (place, rank);
        Wanted = [.. best.Select(one => (one.Key, one.Value.Place)).Order()];
    }

    /// <summary>The parameters that the row has columns for, in the order of their numbers, and the columns' places.</summary>
    public (int Parameter, int Place)[] Wanted { get; }

    /// <summary>Whether a row is of this shape.</summary>
    public bool Fits(IReadOnlyList<PSPropertyInfo> row)
    {
        if (row.Count != _columns.Length) return false;
        for (var place = 0; place < _columns.Length; place++)
            if (row[place].Name != _columns[place]) return false;
        return true;
    }
}
