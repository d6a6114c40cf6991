using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>A sentence of the panel in which stars stand for anything. Compared in one go from left to right: however long a
/// message is, it takes no longer than reading it.</summary>
internal sealed class SentencePattern(string sentence)
{
    private const int Longest = 200;

    private readonly string[] _parts = sentence.Split('*');

    /// <summary>Whether a text is the sentence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">What stands in place of the stars.</param>
    public bool TryMatch(string text, [NotNullWhen(true)] out string[]? found)
    {
        found = null;
        if (!text.StartsWith(_parts[0], StringComparison.Ordinal)) return false;
        var places = new string[_parts.Length - 1];
        int at = _parts[0].Length;
        for (int i = 1; i < _parts.Length; i++)
        {
            string part = _parts[i];
            // The last part has to stand at the end, the others where they come first.
            int next = i < _parts.Length - 1 ? text.IndexOf(part, at, StringComparison.Ordinal)
                : text.Length - part.Length >= at && text.EndsWith(part, StringComparison.Ordinal) ? text.Length - part.Length : -1;
            if (next < 0 || next - at > Longest) return false;
            places[i - 1] = text[at..next];
            at = next + part.Length;
        }
        found = places;
        return true;
    }
}
