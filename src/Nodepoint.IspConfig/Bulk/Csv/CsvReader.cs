using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Bulk.Csv;

/// <summary>Reads the rows of one CSV file, one after the other, each with its line. It finds the encoding and the delimiter if they are not specified.</summary>
internal sealed class CsvReader : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const string DelimiterLine = "sep=";
    private const string TypeLine = "#TYPE ";

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly StreamReader _text;
    private readonly ICsvParser _parser;
    private readonly long _skipped;
    private string[] _fields = [];
    private long _lastLine;

    /// <param name="path">The full path.</param>
    /// <param name="delimiter">The delimiter; null to find it.</param>
    /// <param name="encoding">The encoding; null to find it.</param>
    /// <exception cref="CsvException">The headings cannot be used.</exception>
    public CsvReader(string path, char? delimiter, Encoding? encoding)
    {
        Name = Path.GetFileName(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        try
        {
            _text = new StreamReader(file, encoding ?? CsvEncoding.Detect(file), detectEncodingFromByteOrderMarks: true, BufferSize);
            var source = new CsvPreamble(_text);
            delimiter ??= source.Delimiter(DelimiterLine);
            TypeName = source.TypeName(TypeLine);
            _skipped = _lastLine = source.Lines;
            delimiter ??= source.Guess(Delimiters);
            _parser = TransportAssembly.Factory<ICsvParserFactory>().CreateCsvParser(source.Rest, delimiter.Value);
            Headings = ReadHeadings();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The name of the file, for messages.</summary>
    public string Name { get; }

    /// <summary>The headings.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>The type that Export-Csv has noted with -IncludeTypeInformation; null for none.</summary>
    public string? TypeName { get; }

    /// <summary>The first line of the current row.</summary>
    public long Line { get; private set; }

    /// <summary>A field of the current row.</summary>
    public string this[int field] => _fields[field];

    /// <summary>Reads the next row. Blank lines are skipped.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="CsvException">The row has not as many fields as there are headings. The next row can be read.</exception>
    public bool Read()
    {
        if (!ReadRecord()) return false;
        if (_fields.Length == Headings.Count) return true;
        var difference = _fields.Length > Headings.Count ? "A delimiter in a value needs quotation marks around the value" : "A value may be missing, or its delimiter";
        throw new CsvException("FieldCount", string.Create(CultureInfo.InvariantCulture, $"{Name} line {Line}: the row has {Fields(_fields.Length)}, but there {(Headings.Count == 1 ? "is 1 heading" : $"are {Headings.Count} headings")}. {difference}. The row was not read."));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parser.Dispose();
        _text.Dispose();
    }

    private static string Fields(int count) => count == 1 ? "1 field" : string.Create(CultureInfo.InvariantCulture, $"{count} fields");

    private bool ReadRecord()
    {
        while (true)
        {
            Line = _lastLine + 1;
            bool isRead;
            try
            {
                isRead = _parser.Read();
                if (isRead)
                {
                    _lastLine = _skipped + _parser.LastLine;
                    // The quotation marks of a field are read with the field.
                    if (_fields.Length != _parser.Count) _fields = new string[_parser.Count];
                    for (var field = 0; field < _fields.Length; field++) _fields[field] = _parser[field];
                }
            }
            catch (CsvException problem)
            {
                _lastLine = _skipped + _parser.LastLine;
                throw new CsvException(problem.Id, string.Create(CultureInfo.InvariantCulture, $"{Name} line {Line}: {problem.Message}"));
            }

            if (!isRead) return false;
            if (!IsBlank()) return true;
        }
    }

    private bool IsBlank()
    {
        foreach (var field in _fields)
            if (!string.IsNullOrWhiteSpace(field)) return false;
        // The cmdlet counts rows of empty cells. A line without delimiters, or with another number of them, is not a row.
        return _fields.Length != Headings?.Count || _fields.Length == 1;
    }

    private string[] ReadHeadings()
    {
        if (!ReadRecord()) throw new CsvException("FileIsEmpty", $"{Name} is empty: it has no headings.");
        var headings = Array.ConvertAll(_fields, static field => field.Trim());
        for (var field = 0; field < headings.Length; field++)
        {
            if (headings[field].Length == 0)
                throw new CsvException("EmptyHeading", string.Create(CultureInfo.InvariantCulture, $"{Name} line {Line}: heading {field + 1} of {headings.Length} is empty. Give each column a heading, or remove the empty column."));
            if (Array.FindIndex(headings, 0, field, other => other.Equals(headings[field], StringComparison.OrdinalIgnoreCase)) is >= 0 and var first)
                throw new CsvException("DuplicateHeading", string.Create(CultureInfo.InvariantCulture, $"{Name} line {Line}: the headings of the columns {first + 1} and {field + 1} are the same. Rename or remove one of them."));
        }

        return headings;
    }
}
