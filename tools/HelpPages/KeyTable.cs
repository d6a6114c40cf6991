namespace Nodepoint.HelpPages;

/// <summary>Keeps the table of natural keys in about_Nodepoint_Bulk up to date.</summary>
public static class KeyTable
{
    private const string Indent = "    ";
    private const string Noun = "Noun";
    private const string Title = "Natural key";

    /// <summary>The topic with the keys of the records. Rows of other nouns are handwritten and stay.</summary>
    /// <param name="topic">The topic's text.</param>
    /// <param name="keys">The nouns of the records, without the module's prefix, and the members that make up each key.</param>
    /// <exception cref="InvalidDataException">The topic has no such table.</exception>
    public static string Refresh(string topic, IReadOnlyDictionary<string, string> keys)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(keys);
        var lines = topic.Split('\n').ToList();
        var start = lines.FindIndex(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [Noun, "Natural", "key"]);
        if (start < 0) throw new InvalidDataException($"The topic has no table '{Noun}  {Title}'.");
        var end = lines.FindIndex(start, string.IsNullOrWhiteSpace);
        var rows = new SortedDictionary<string, string>(keys.ToDictionary(), StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[(start + 1)..end])
            if (line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries) is [var noun, var key]) rows.TryAdd(noun, key);
        var width = rows.Keys.Max(noun => noun.Length) + 2;
        lines.RemoveRange(start, end - start);
        lines.InsertRange(start, rows.Select(row => Indent + row.Key.PadRight(width) + row.Value).Prepend(Indent + Noun.PadRight(width) + Title));
        return string.Join('\n', lines);
    }
}
