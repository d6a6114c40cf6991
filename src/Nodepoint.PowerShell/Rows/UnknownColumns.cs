using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Finds the columns of rows that a cmdlet does not use, such as misspelled ones.</summary>
internal static class UnknownColumns
{
    private const int Most = 10;

    // What the module and PowerShell add to objects.
    private static readonly HashSet<string> Added = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", SeveralPanels.PanelMember, FailedRows.Number, FailedRows.Token, "ErrorId", "ErrorMessage", "GeneratedPassword", "PSComputerName", "RunspaceId", "PSShowComputerName", "PSSourceJobInstanceId",
    };

    /// <summary>Describes the columns that no parameter accepts and that the noun's Get cmdlet does not emit.</summary>
    /// <param name="columns">The columns of the row.</param>
    /// <param name="parameters">The parameters that rows can set.</param>
    /// <returns>"the columns qouta (did you mean Quota?) and Department."; null for none.</returns>
    public static string? Describe(IReadOnlyList<string> columns, RowParameters parameters)
    {
        // A row that the panel returned has every column of its table.
        if (columns.Contains("sys_groupid") && columns.Contains("sys_userid")) return null;
        var noun = parameters.Record is { } record ? PanelNouns.All.FirstOrDefault(one => one.RecordType == record) : null;
        var emitted = parameters.Record?.GetProperties().Select(member => member.Name).Concat(noun?.Columns.Select(column => column.Name) ?? []).Append(noun?.IdColumn ?? "id").ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        var unknown = columns.Where(column => parameters.Of(column) is null && !emitted.Contains(column) && !Added.Contains(column)).ToArray();
        if (unknown.Length == 0) return null;
        var named = unknown.Take(Most).Select(column => Nearest(column, parameters) is { } near ? $"{column} (did you mean {near}?)" : PossibleSecret.ColumnName(column)).ToList();
        if (unknown.Length > Most) named.Add($"{unknown.Length - Most} more");
        return unknown.Length == 1 ? $"the column {named[0]}." : $"the columns {string.Join(", ", named.SkipLast(1))} and {named[^1]}.";
    }

    private static string? Nearest(string column, RowParameters parameters)
    {
        var (best, distance) = ((string?)null, Math.Min(3, Math.Max(1, column.Length / 3)) + 1);
        for (var i = 0; i < parameters.Count; i++)
        {
            foreach (var name in parameters[i].Aliases.Prepend(parameters[i].Name))
                if (Distance(column, name, distance) is var found && found < distance) (best, distance) = (parameters[i].Name, found);
        }

        return best;
    }

    // The number of letters to insert, remove, replace, or swap (optimal string alignment).
    private static int Distance(string one, string other, int limit)
    {
        if (Math.Abs(one.Length - other.Length) >= limit) return limit;
        var (a, b) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) costs[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) costs[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                costs[i, j] = Math.Min(Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1, costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        }

        return costs[a.Length, b.Length];
    }
}
