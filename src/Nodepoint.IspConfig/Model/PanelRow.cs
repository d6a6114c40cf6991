using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>A row or a set of settings with whatever columns the panel sends.</summary>
public static class PanelRow
{
    /// <summary>Reads one. Some functions answer an object, others a list with one.</summary>
    /// <param name="reader">The reader, on the start of the object or list; left on its end.</param>
    /// <returns>The columns by name, in any case; empty where there is no object.</returns>
    public static Dictionary<string, string?> Read(ref Utf8JsonReader reader)
    {
        var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (reader.TokenType == JsonTokenType.StartArray) reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return row;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            row[name] = PanelValue.TextOrNull(ref reader);
        }

        return row;
    }

    /// <summary>A column's text.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The text; empty for null and for a column that is not there.</returns>
    public static string Text(this IReadOnlyDictionary<string, string?> row, string column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.TryGetValue(column, out var text) ? text ?? "" : "";
    }

    /// <summary>A column's number.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The number; 0 where there is none.</returns>
    public static long Number(this IReadOnlyDictionary<string, string?> row, string column)
        => long.TryParse(row.Text(column), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A column's point in time, which the panel stores as seconds since 1970.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The time; the first or last one that the column can hold for what lies beyond.</returns>
    internal static DateTimeOffset Time(this IReadOnlyDictionary<string, string?> row, string column)
        => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(row.Number(column), 0, uint.MaxValue));
}
