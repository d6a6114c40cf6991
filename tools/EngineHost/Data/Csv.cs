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
        var first = true;
        foreach (var value in values)
        {
            if (!first)
                line.Append(delimiter);
            first = false;
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
        bool quoted = false, wasQuoted = false;
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
            else if (letter == '"' && field.Length == 0)
            {
                quoted = wasQuoted = true;
            }
            else if (letter == delimiter)
            {
                EndField();
            }
            else if (letter == '\n')
            {
                if (fields.Count > 0 || !Blank())
                {
                    EndField();
                    yield return EndRecord();
                }
            }
            else if (letter == '\r' ? text.Peek() != '\n' : field.Length > 0 || wasQuoted || letter is not (' ' or '\t'))
            {
                field.Append(letter);
            }
        }

        // Import-Csv finds no field, and so a null, between a last delimiter and the end of the file.
        if (!Blank())
            EndField();
        if (fields.Count > 0)
            yield return EndRecord();

        bool Blank() => field.Length == 0 && !wasQuoted;

        void EndField()
        {
            fields.Add(field.ToString());
            field.Clear();
            wasQuoted = false;
        }

        string[] EndRecord()
        {
            string[] record = [.. fields];
            fields.Clear();
            return record;
        }
    }
}
