namespace Nodepoint.IspConfig.Bulk.Csv;

/// <summary>What reading CSV files needs from packages. Nodepoint.Transport implements it.</summary>
internal interface ICsvParserFactory
{
    /// <summary>Creates what splits a CSV text into records and fields.</summary>
    /// <param name="text">The text; the caller disposes it, after the parser.</param>
    /// <param name="delimiter">The delimiter.</param>
    ICsvParser CreateCsvParser(TextReader text, char delimiter);
}
