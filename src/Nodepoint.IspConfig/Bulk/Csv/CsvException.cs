namespace Nodepoint.IspConfig.Bulk.Csv;

/// <summary>A CSV file, or a record of it, that cannot be read.</summary>
/// <param name="id">The ID of the error.</param>
/// <param name="message">What is wrong, with file and line, and what to do.</param>
internal sealed class CsvException(string id, string message) : Exception(message)
{
    /// <summary>The ID of the error.</summary>
    public string Id { get; } = id;
}
