using System.Text;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>Reads zone files of tests.</summary>
internal static class ZoneText
{
    /// <summary>The beginning of a zone that name servers accept.</summary>
    public const string Head = "$TTL 1h\n@ SOA ns.example.net. host 1 2h 3m 4w 5\n@ NS ns.example.net.\n";

    /// <summary>Reads a file.</summary>
    /// <returns>The records, and the errors and warnings in the order in which they were found.</returns>
    public static (List<ZoneFileRecord> Records, List<ZoneFileProblem> Errors, List<ZoneFileProblem> Warnings) Read(byte[] file, string? origin = "example.com")
    {
        var (errors, warnings) = (new List<ZoneFileProblem>(), new List<ZoneFileProblem>());
        var reader = new ZoneFileReader(new MemoryStream(file)) { File = "example.com.zone", Origin = origin, Error = errors.Add, Warning = warnings.Add };
        return (reader.Read().ToList(), errors, warnings);
    }

    /// <summary>Reads a file that has the usual beginning before the text.</summary>
    public static (List<ZoneFileRecord> Records, List<ZoneFileProblem> Errors, List<ZoneFileProblem> Warnings) Read(string text)
    {
        var read = Read(Encoding.UTF8.GetBytes(Head + text));
        read.Records.RemoveRange(0, Math.Min(2, read.Records.Count));
        return read;
    }

    /// <summary>The records of a text behind the usual beginning, one line each.</summary>
    public static string[] Lines(string text) => [.. Read(text).Records.Select(record => record.ToString())];
}
