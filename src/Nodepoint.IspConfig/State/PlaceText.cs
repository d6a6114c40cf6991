using System.Buffers;
using System.Text;
using System.Text.Json;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>
/// Replaces what the panel makes from IDs, such as the directory of a website, in texts by the member's name in braces, and back. A directory is
/// replaced wherever it occurs as a whole path or the beginning of one; other values only in members of the same name: a client can have the name that
/// the panel makes for a group.
/// </summary>
/// <param name="values">The values, by the names of their members.</param>
internal sealed class PlaceText(IReadOnlyList<KeyValuePair<string, string>> values)
{
    /// <summary>Gets what the panel has made from the IDs of a record.</summary>
    public static PlaceText Of<T>(PanelNoun<T> noun, T value) where T : PanelObject
    {
        var values = new List<KeyValuePair<string, string>>();
        for (var ordinal = 0; ordinal < noun.Columns.Count; ordinal++)
        {
            if ((noun.Columns[ordinal].Flags & ColumnFlags.MadeFromIds) == 0) continue;
            var buffer = new ArrayBufferWriter<byte>(64);
            using (var writer = new Utf8JsonWriter(buffer)) noun.WriteMember(writer, value, ordinal);
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            values.Add(new(noun.Columns[ordinal].Member, document.RootElement.GetString() ?? ""));
        }

        return new PlaceText(values);
    }

    /// <summary>Replaces the values in a text by their names.</summary>
    /// <param name="member">The member that has the text.</param>
    /// <param name="text">The text.</param>
    public string Name(string member, string text)
    {
        foreach (var (name, _) in values) text = text.Replace($"{{{name}}}", $"{{{{{name}}}}}", StringComparison.Ordinal);
        foreach (var (name, value) in values)
        {
            if (value.StartsWith('/')) text = Replace(text, value.TrimEnd('/'), $"{{{name}}}");
            else if (value.Length > 0 && text == value && member == name) return $"{{{name}}}";
        }

        return text;
    }

    /// <summary>Replaces the names in a text by the values.</summary>
    public string Fill(string text)
    {
        if (!HasNames(text)) return text;
        var filled = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var found = false;
            foreach (var (name, value) in values)
            {
                if (string.CompareOrdinal(text, at, $"{{{{{name}}}}}", 0, name.Length + 4) == 0) (found, at, _) = (true, at + name.Length + 4, filled.Append('{').Append(name).Append('}'));
                else if (string.CompareOrdinal(text, at, $"{{{name}}}", 0, name.Length + 2) == 0) (found, at, _) = (true, at + name.Length + 2, filled.Append(value.StartsWith('/') ? value.TrimEnd('/') : value));
                if (found) break;
            }

            if (!found) filled.Append(text[at++]);
        }

        return filled.ToString();
    }

    /// <summary>Whether all values are known.</summary>
    public bool IsKnown => values.All(one => one.Value.Length > 0);

    /// <summary>Whether a text has names in braces.</summary>
    public bool HasNames(string text) => text.Contains('{', StringComparison.Ordinal) && values.Any(one => text.Contains($"{{{one.Key}}}", StringComparison.Ordinal));

    private static string Replace(string text, string path, string name)
    {
        if (path.Length < 2) return text;
        for (var at = text.IndexOf(path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at, StringComparison.Ordinal))
        {
            var end = at + path.Length;
            // In braces, it would look like a text that has braces of its own.
            if ((end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or '}')) || (at > 0 && text[at - 1] == '{'))
            {
                at = end;
                continue;
            }

            text = string.Concat(text.AsSpan(0, at), name, text.AsSpan(end));
            at += name.Length;
        }

        return text;
    }
}
