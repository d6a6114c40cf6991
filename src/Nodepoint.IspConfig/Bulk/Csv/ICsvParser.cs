namespace Nodepoint.IspConfig.Bulk.Csv;

/// <summary>Splits a text into records and fields (RFC 4180). Nodepoint.Transport implements it with a package.</summary>
internal interface ICsvParser : IDisposable
{
    /// <summary>Reads the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="CsvException">Its quotation marks are not closed.</exception>
    bool Read();

    /// <summary>The number of fields of the current record; a blank line has one.</summary>
    int Count { get; }

    /// <summary>A field of the current record.</summary>
    /// <param name="field">Its index.</param>
    string this[int field] { get; }

    /// <summary>The number of lines read so far: the last line of the current record.</summary>
    long LastLine { get; }
}
