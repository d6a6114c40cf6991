using System.Text;

namespace Nodepoint.IspConfig.Bulk.Csv;

/// <summary>Reads what can stand before the headings of a CSV file, and the headings themselves to find the delimiter.</summary>
/// <param name="text">The file.</param>
internal sealed class CsvPreamble(StreamReader text)
{
    // Headings longer than this are searched for the delimiter up to here.
    private const int Longest = 1 << 16;

    private readonly StringBuilder _read = new();

    /// <summary>The number of lines before the headings that are not part of <see cref="Rest"/>.</summary>
    public long Lines { get; private set; }

    /// <summary>The file without these lines.</summary>
    public TextReader Rest => _read.Length == 0 ? text : new PrefixedReader(_read.ToString(), text);

    /// <summary>The delimiter of a line such as sep=; before the headings, which Excel writes and reads; null for none.</summary>
    public char? Delimiter(string mark)
    {
        var line = Line();
        if (!line.StartsWith(mark, StringComparison.OrdinalIgnoreCase) || line.Length != mark.Length + 1) return null;
        Skip();
        return line[^1];
    }

    /// <summary>The type in the line before the headings that Export-Csv writes with -IncludeTypeInformation; null for none.</summary>
    public string? TypeName(string mark)
    {
        var line = Line();
        if (!line.StartsWith(mark, StringComparison.Ordinal)) return null;
        Skip();
        return line[mark.Length..].Trim();
    }

    /// <summary>The delimiter that the first line that is not blank has most often, outside quotation marks; the first one if it has none.</summary>
    public char Guess(char[] delimiters)
    {
        var line = Line();
        while (line.Trim().Length == 0 && _read.Length > 0)
        {
            Skip();
            line = Line();
        }

        var counts = new int[delimiters.Length];
        var isQuoted = false;
        foreach (var sign in line)
        {
            if (sign == '"') isQuoted = !isQuoted;
            else if (!isQuoted && Array.IndexOf(delimiters, sign) is >= 0 and var found) counts[found]++;
        }

        return delimiters[Array.IndexOf(counts, counts.Max())];
    }

    // The first line that is still to be read, without its end.
    private string Line()
    {
        for (var place = 0; ; place++)
        {
            if (place == _read.Length)
            {
                if (place >= Longest || text.Read() is not (>= 0 and var sign)) return _read.ToString();
                _read.Append((char)sign);
            }

            if (_read[place] is not ('\n' or '\r')) continue;
            // The line feed after a carriage return belongs to the end of the line.
            if (_read[place] == '\r' && place + 1 == _read.Length && text.Read() is >= 0 and var next) _read.Append((char)next);
            return _read.ToString(0, place);
        }
    }

    private void Skip()
    {
        var length = Line().Length;
        if (length < _read.Length) length += _read[length] == '\r' && length + 1 < _read.Length && _read[length + 1] == '\n' ? 2 : 1;
        _read.Remove(0, length);
        Lines++;
    }

    private sealed class PrefixedReader(string prefix, TextReader rest) : TextReader
    {
        private int _place;

        public override int Peek() => _place < prefix.Length ? prefix[_place] : rest.Peek();

        public override int Read() => _place < prefix.Length ? prefix[_place++] : rest.Read();

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            if (_place >= prefix.Length) return rest.Read(buffer);
            var count = Math.Min(buffer.Length, prefix.Length - _place);
            prefix.AsSpan(_place, count).CopyTo(buffer);
            _place += count;
            return count;
        }
    }
}
