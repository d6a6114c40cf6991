using System.Management.Automation;
using System.Text;

namespace Nodepoint.EngineHost.Data;

/// <summary>Comma separated values (RFC 4180), as Import-Csv and Export-Csv have them.</summary>
public static class Csv
{
    public static IEnumerable<PSObject> Read(TextReader text, char delimiter, string[]? header)
    {
        using (text)
        {
            foreach (var record in Records(text, delimiter))
            {
                if (header is null or [])
                {
                    if (!record[0].StartsWith("#TYPE", StringComparison.Ordinal))
                        header = record;
                    continue;
                }

                var row = new PSObject();
                for (var i = 0; i < header.Length; i++)
                    row.Properties.Add(new PSNoteProperty(header[i].Length > 0 ? header[i] : $"H{i + 1}", i < record.Length ? record[i] : null), true);
                yield return row;
            }
        }
    }

    public static string Line(IEnumerable<object?> values, char delimiter, bool onlyAsNeeded)
    {
        var line = new StringBuilder();
        foreach (var value in values)
        {
            if (line.Length > 0)
                line.Append(delimiter);
            // A null is left bare, as Export-Csv leaves it: it comes back as an empty string either way.
            if (value is null)
                continue;
            var text = value.ToString() ?? "";
            if (onlyAsNeeded && text.AsSpan().IndexOfAny([delimiter, '"', '\n', '\r']) < 0)
                line.Append(text);
            else
                line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        return line.ToString();
    }

    private static IEnumerable<string[]> Records(TextReader text, char delimiter)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        while (text.Read() is var next and >= 0)
        {
            var letter = (char)next;
            if (quoted)
            {
                if (letter != '"')
                    field.Append(letter);
                else if (text.Peek() == '"')
                    field.Append((char)text.Read());
                else
                    quoted = false;
            }
            else if (letter == '"' && string.IsNullOrWhiteSpace(field.ToString()))
            {
                quoted = true;
                field.Clear();
            }
            else if (letter == delimiter)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (letter == '\n')
            {
                if (End() is { } record)
                    yield return record;
            }
            else if (letter != '\r' || text.Peek() != '\n')
            {
                field.Append(letter);
            }
        }

        if (End() is { } last)
            yield return last;

        string[]? End()
        {
            // An empty line is no record.
            if (fields.Count == 0 && field.Length == 0)
                return null;
            fields.Add(field.ToString());
            field.Clear();
            string[] record = [.. fields];
            fields.Clear();
            return record;
        }
    }
}
