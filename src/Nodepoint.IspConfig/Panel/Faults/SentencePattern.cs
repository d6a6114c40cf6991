using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>A sentence of the panel in which asterisks match anything. Matching runs once from left to right, in time linear in
/// the length of the message.</summary>
internal sealed class SentencePattern(string sentence)
{
    private const int Longest = 200;

    private readonly string[] _parts = sentence.Split('*');

    /// <summary>Whether a text matches the sentence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">The texts matched by the asterisks.</param>
    public bool TryMatch(string text, [NotNullWhen(true)] out string[]? found)
    {
        found = null;
        if (!text.StartsWith(_parts[0], StringComparison.Ordinal)) return false;
        var places = new string[_parts.Length - 1];
        int at = _parts[0].Length;
        for (int i = 1; i < _parts.Length; i++)
        {
            string part = _parts[i];
            // The last part must be at the end, the others match at their first occurrence.
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
