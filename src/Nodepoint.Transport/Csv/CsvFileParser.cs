using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Nodepoint.IspConfig.Bulk.Csv;

namespace Nodepoint.Transport.Csv;

/// <summary>Splits a CSV text with CsvHelper.</summary>
internal sealed class CsvFileParser : ICsvParser
{
    private readonly CsvParser _parser;
    private bool _isBad;

    public CsvFileParser(TextReader text, char delimiter) => _parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        // Blank lines count, so that every row knows its line.
        IgnoreBlankLines = false,
        // An exception here would leave the parser in this state.
        BadDataFound = _ => _isBad = true,
    });

    public int Count => _parser.Count;

    public long LastLine => _parser.RawRow;

    public string this[int field]
    {
        get
        {
            var text = _parser[field];
            return _isBad ? throw Bad() : text;
        }
    }

    public bool Read()
    {
        _isBad = false;
        var isRead = _parser.Read();
        return _isBad ? throw Bad() : isRead;
    }

    public void Dispose() => _parser.Dispose();

    private static CsvException Bad() => new("QuotationMarks", "a quotation mark is inside a value or is not closed. Put the whole value in quotation marks, and write a quotation mark in it twice. The row was not read.");
}
