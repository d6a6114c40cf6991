using System.Text;
using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// Finds a column by the property name under a JSON reader. The panel sends the members of every row in the same order, so the
/// position of each member is cached and checked first; a search is rarely needed.
/// </summary>
internal sealed class ColumnIndex
{
    private readonly byte[][] _names;
    private readonly int[] _seen;

    /// <summary>Creates an index of names.</summary>
    /// <param name="names">The names of the columns, by ordinal.</param>
    public ColumnIndex(params string[] names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _seen = new int[256];
    }

    /// <summary>Finds the ordinal of the property name the reader is positioned on.</summary>
    /// <param name="reader">The reader, on a property name.</param>
    /// <param name="place">The position of the member in the row, from 0.</param>
    /// <returns>The ordinal; -1 for a name that is not in the index.</returns>
    public int Find(ref Utf8JsonReader reader, int place)
    {
        var guess = place < _seen.Length ? _seen[place] : -1;
        if (guess >= 0 && guess < _names.Length && reader.ValueTextEquals(_names[guess])) return guess;
        for (var ordinal = 0; ordinal < _names.Length; ordinal++)
        {
            if (!reader.ValueTextEquals(_names[ordinal])) continue;
            if (place < _seen.Length) _seen[place] = ordinal;
            return ordinal;
        }

        return -1;
    }
}
