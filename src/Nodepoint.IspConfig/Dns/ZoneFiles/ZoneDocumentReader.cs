using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Reads the whole zone of a file: a master file, or one of Export-NpDnsZone -Format Json.</summary>
internal sealed class ZoneDocumentReader
{
    /// <summary>The name of the file, for messages; empty for a text without a name.</summary>
    public string File { get; init; } = "";

    /// <summary>The zone, which relative names belong to; null if the file says it.</summary>
    public string? Origin { get; init; }

    /// <summary>The zone to assume if neither <see cref="Origin"/> nor the file says it; null for none.</summary>
    public string? AssumedOrigin { get; init; }

    /// <summary>Is told each error.</summary>
    public required Action<ZoneFileProblem> Error { get; init; }

    /// <summary>Is told each warning.</summary>
    public required Action<ZoneFileProblem> Warning { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The zone; null if the file has errors.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="RuleException"><see cref="Origin"/> is not a name of a zone.</exception>
    public ZoneDocument? Read(Stream input, CancellationToken cancel)
    {
        using var buffered = new BufferedStream(ZoneFileEncoding.Open(input), 64 * 1024);
        using var peeked = new PeekedStream(buffered);
        return peeked.FirstVisible() == '{' ? new ZoneJsonReader(File, Error) { Origin = Origin }.Read(peeked) : ReadMaster(peeked, cancel);
    }

    private ZoneDocument? ReadMaster(Stream input, CancellationToken cancel)
    {
        var hasErrors = false;
        var reader = new ZoneFileReader(input)
        {
            File = File, Origin = Origin, AssumedOrigin = AssumedOrigin, Warning = Warning, IsForPanel = true,
            Error = problem =>
            {
                hasErrors = true;
                Error(problem);
            },
        };
        ZoneFileSoa? soa = null;
        var records = new List<ZoneFileRecord>();
        foreach (var record in reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (record is ZoneFileSoa found) soa = found;
            else records.Add(record);
        }

        return hasErrors || soa is null ? null : new ZoneDocument(soa.Zone, soa, records);
    }
}
