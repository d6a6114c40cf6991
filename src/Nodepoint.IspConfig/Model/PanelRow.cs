using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>Reads a row or a set of settings with all columns the panel sends.</summary>
internal static class PanelRow
{
    /// <summary>Reads a row. Some functions return an object, others a list with one object.</summary>
    /// <param name="reader">The reader, on the start of the object or list; left on its end.</param>
    /// <returns>The columns by name, not case-sensitive; empty if there is no object.</returns>
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

    /// <summary>Converts a row that was read as JSON.</summary>
    public static Dictionary<string, string?> Of(JsonElement row)
        => row.EnumerateObject().ToDictionary(column => column.Name, column => column.Value.ValueKind == JsonValueKind.Null ? null : column.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the text of a column.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The text; empty for null and for a missing column.</returns>
    public static string Text(this IReadOnlyDictionary<string, string?> row, string column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.TryGetValue(column, out var text) ? text ?? "" : "";
    }

    /// <summary>Gets the number in a column.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The number; 0 if missing.</returns>
    public static long Number(this IReadOnlyDictionary<string, string?> row, string column)
        => long.TryParse(row.Text(column), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Gets the time in a column, which the panel stores as seconds since 1970.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <returns>The time, limited to the range that the column can hold.</returns>
    internal static DateTimeOffset Time(this IReadOnlyDictionary<string, string?> row, string column)
        => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(row.Number(column), 0, uint.MaxValue));
}
