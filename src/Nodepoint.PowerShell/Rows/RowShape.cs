using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Which columns of a row set which parameters. Rows of one source have the same columns, so this is determined once.</summary>
internal sealed class RowShape
{
    private readonly string[] _columns;

    public RowShape(RowParameters parameters, IReadOnlyList<PSPropertyInfo> row)
    {
        _columns = [.. row.Select(column => column.Name)];
        IsPanelRow = _columns.Contains("sys_groupid") && _columns.Contains("sys_userid");
        // The parameter's own name takes precedence over its aliases, and these over one another in their order.
        var best = new Dictionary<int, (int Place, int Rank)>();
        for (var place = 0; place < _columns.Length; place++)
            if (parameters.Of(_columns[place]) is var (parameter, rank) && (!best.TryGetValue(parameter, out var other) || rank < other.Rank)) best[parameter] = (place, rank);
        Matched = [.. best.Select(one => (one.Key, one.Value.Place)).Order()];
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Whether no row with these columns was read before.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>The delimiter in the name of the only column, with what to write for it; null for none.</summary>
    public (string Name, string Argument)? Delimiter => _columns is not [var only] ? null : only.Contains(';', StringComparison.Ordinal) ? ("a semicolon", "';'") : only.Contains('\t', StringComparison.Ordinal) ? ("a tab", "\"`t\"") : null;

    /// <summary>The parameters for which the row has a column, in the order of their indexes, with the columns' positions.</summary>
    public (int Parameter, int Place)[] Matched { get; }

    /// <summary>Whether the panel returned the row, as with Invoke-NpApi.</summary>
    public bool IsPanelRow { get; }

    /// <summary>Whether a row has these columns.</summary>
    public bool Fits(IReadOnlyList<PSPropertyInfo> row)
    {
        if (row.Count != _columns.Length) return false;
        for (var place = 0; place < _columns.Length; place++)
            if (row[place].Name != _columns[place]) return false;
        return true;
    }
}
