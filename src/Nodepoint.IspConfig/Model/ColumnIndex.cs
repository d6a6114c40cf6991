using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// Finds a column by the property name under a JSON reader. The panel sends the members of every row in the same order, so the
/// name at each position is cached and checked first; a search is rarely needed.
/// </summary>
internal sealed class ColumnIndex
{
    // MySQL allows no longer names. Others are not kept.
    private const int LongestName = 64;

    private readonly ColumnName[] _names;
    private readonly ColumnName?[] _seen = new ColumnName?[256];

    /// <summary>Creates an index of names.</summary>
    /// <param name="names">The names of the columns, by ordinal.</param>
    public ColumnIndex(params string[] names) => _names = [.. names.Select((name, ordinal) => new ColumnName(name, ordinal))];

    /// <summary>The names that the last row had besides those of the index, in its order and each once.</summary>
    public string[] Additional { get; set; } = [];

    /// <summary>Finds the property name the reader is positioned on.</summary>
    /// <param name="reader">The reader, on a property name.</param>
    /// <param name="place">The position of the member in the row, from 0.</param>
    /// <returns>The name, with the ordinal -1 if it is not in the index.</returns>
    public ColumnName Find(ref Utf8JsonReader reader, int place)
    {
        if (place < _seen.Length && _seen[place] is { } guess && reader.ValueTextEquals(guess.Bytes)) return guess;
        var found = Search(ref reader);
        if (place < _seen.Length && found.Bytes.Length <= LongestName) _seen[place] = found;
        return found;
    }

    private ColumnName Search(ref Utf8JsonReader reader)
    {
        foreach (var name in _names)
            if (reader.ValueTextEquals(name.Bytes)) return name;
        return new ColumnName(reader.GetString()!, -1);
    }
}
