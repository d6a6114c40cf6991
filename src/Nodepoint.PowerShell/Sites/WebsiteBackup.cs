using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>A backup of a website's files or of one of its databases, kept on its server.</summary>
/// <param name="Id">The panel's number of it.</param>
/// <param name="WebsiteId">The number of its website.</param>
/// <param name="Website">The website's domain; empty where the website is gone.</param>
/// <param name="Type">Whether it is of the files or of a database.</param>
/// <param name="Created">When it was made.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Size">How many bytes its file has.</param>
/// <param name="Format">How it is packed.</param>
/// <param name="Encrypted">Whether it is encrypted.</param>
/// <param name="ServerId">The number of the server it lies on.</param>
public sealed record WebsiteBackup(long Id, long WebsiteId, string Website, WebsiteBackupType Type, DateTimeOffset Created, string FileName, long Size, string Format, bool Encrypted, long ServerId)
{
    /// <summary>The name of its file.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => FileName;

    internal static WebsiteBackup Read(ref Utf8JsonReader reader)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            row[name] = PanelValue.Text(ref reader);
        }

        long Number(string name) => decimal.TryParse(row.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number : 0;
        var type = row.GetValueOrDefault("backup_type") switch { "mysql" => WebsiteBackupType.Database, "mongodb" => WebsiteBackupType.MongoDb, _ => WebsiteBackupType.Files };
        return new(Number("backup_id"), Number("parent_domain_id"), "", type, DateTimeOffset.FromUnixTimeSeconds(Number("tstamp")), row.GetValueOrDefault("filename", ""), Number("filesize"),
            row.GetValueOrDefault("backup_format", ""), row.GetValueOrDefault("backup_password", "").Length > 0, Number("server_id"));
    }
}

/// <summary>What a backup is of.</summary>
public enum WebsiteBackupType
{
    /// <summary>A website's files.</summary>
    Files,

    /// <summary>A database.</summary>
    Database,

    /// <summary>A MongoDB database.</summary>
    MongoDb,
}
