using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>SQLite conditions that compare a column with a value of another type as MySQL does.</summary>
internal static class Comparison
{
    private const string Never = "?1 IS NOT NULL";

    /// <summary>The condition column = value, with one parameter.</summary>
    public static (string Sql, object? Value) Equal(ColumnDefinition column, object? value) => value switch
    {
        null or "#NULL#" => (Never, null),
        // The panel writes an empty list as a number.
        PhpArray { Count: 0 } => Equal(column, 0L),
        PhpArray => Equal(column, Placeholder.Value(value)),
        _ when column.Kind == ColumnKind.Integer => ($"\"{column.Name}\" = ?", Number(value)),
        _ when column.Kind == ColumnKind.Decimal => ($"CAST(\"{column.Name}\" AS REAL) = ?", Number(value)),
        long or double => ($"CAST(\"{column.Name}\" AS REAL) = ?", Number(value)),
        bool => ($"\"{column.Name}\" = ?", ""),
        string text when column.Kind is ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Timestamp =>
            ($"\"{column.Name}\" = ?", ColumnValue.Store(column, text)),
        _ => ($"\"{column.Name}\" = ?", ColumnValue.BasicPlane(Loose.Text(value))),
    };

    /// <summary>The condition column LIKE pattern, with the parameter ?1. Conditions that an index can answer come first.</summary>
    public static (string Sql, object? Value) Like(ColumnDefinition column, string pattern)
    {
        pattern = ColumnValue.BasicPlane(pattern);
        var name = $"\"{column.Name}\"";
        var known = column.Kind != ColumnKind.Text ? ""
            : LikePattern.IsDomain(pattern) ? $"panel_domain({name}) = panel_domain(?1) AND "
            : LikePattern.Beginning(pattern).Length > 0 ? $"{name} >= panel_from(?1) AND {name} < panel_to(?1) AND "
            : "";
        return ($"({known}panel_like({name}, ?1))", pattern);
    }

    private static object Number(object value)
    {
        if (value is long whole) return whole;
        var number = Loose.Number(value is bool ? "" : value);
        return number == Math.Floor(number) && Math.Abs(number) < 9e15 ? (long)number : number;
    }
}
