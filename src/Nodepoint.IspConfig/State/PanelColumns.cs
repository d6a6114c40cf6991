namespace Nodepoint.IspConfig.State;

/// <summary>The columns that only the panel and its servers set. They are in PanelColumns.txt beside this class.</summary>
internal static class PanelColumns
{
    private const string Resource = "Nodepoint.IspConfig.State.PanelColumns.txt";

    private static readonly Lazy<Dictionary<string, HashSet<string>>> ByTable = new(Load);

    /// <summary>Whether the remote API cannot set a column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    public static bool Has(string table, string column) => ByTable.Value.TryGetValue(table, out var columns) && columns.Contains(column);

    private static Dictionary<string, HashSet<string>> Load()
    {
        using var reader = new StreamReader(typeof(PanelColumns).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split('\t'))
            .ToDictionary(part => part[0], part => part[1].Split(',').ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
