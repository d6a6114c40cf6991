using System.Management.Automation;

namespace Nodepoint.EngineHost.Data;

/// <summary>The order Sort-Object puts objects in: as <c>-lt</c> compares, and as text where that can't.</summary>
public static class Order
{
    public static PSObject[] Sort(PSObject[] rows, Column[] columns, bool descending, bool caseSensitive)
    {
        var comparer = Comparer<object?>.Create((x, y) => Compare(x, y, caseSensitive));
        IOrderedEnumerable<PSObject>? sorted = null;
        foreach (var (value, reverse) in Keys(columns, descending))
        {
            sorted = (sorted, reverse) switch
            {
                (null, false) => rows.OrderBy(value, comparer),
                (null, true) => rows.OrderByDescending(value, comparer),
                (_, false) => sorted.ThenBy(value, comparer),
                (_, true) => sorted.ThenByDescending(value, comparer),
            };
        }

        return [.. sorted!];
    }

    public static int Compare(object? x, object? y, bool caseSensitive) =>
        LanguagePrimitives.TryCompare(x, y, !caseSensitive, out var result)
            ? result
            : string.Compare(x?.ToString(), y?.ToString(), caseSensitive ? StringComparison.CurrentCulture : StringComparison.CurrentCultureIgnoreCase);

    private static IEnumerable<(Func<PSObject, object?> Value, bool Descending)> Keys(Column[] columns, bool descending) =>
        columns.Length == 0
            ? [(row => row, descending)]
            : columns.Select(column => ((Func<PSObject, object?>)column.Value, column.Descending ?? descending));
}
