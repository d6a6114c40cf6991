using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A backup of a website's files or of one of its databases, stored on its server.</summary>
/// <param name="Id">ID of the backup.</param>
/// <param name="WebsiteId">ID of the website.</param>
/// <param name="Website">Domain of the website; empty if the website no longer exists.</param>
/// <param name="Type">Content of the backup: files or a database.</param>
/// <param name="Time">Time at which the backup was created.</param>
/// <param name="FileName">Name of the backup file.</param>
/// <param name="Size">Size of the backup file in bytes.</param>
/// <param name="Format">Archive format.</param>
/// <param name="Encrypted">Whether the backup is encrypted.</param>
/// <param name="ServerId">ID of the server that stores the backup.</param>
[ResultOf(typeof(Website))]
public sealed record WebsiteBackup(long Id, long WebsiteId, string Website, WebsiteBackupType Type, DateTimeOffset Time, string FileName, long Size, string Format, bool Encrypted, long ServerId) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>Name of the backup file.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => FileName;

    internal static WebsiteBackup Of(IReadOnlyDictionary<string, string?> row) => new(
        row.Number("backup_id"), row.Number("parent_domain_id"), "",
        row.Text("backup_type") switch { "mysql" => WebsiteBackupType.Database, "mongodb" => WebsiteBackupType.MongoDb, _ => WebsiteBackupType.Files },
        row.Time("tstamp"), row.Text("filename"), row.Number("filesize"), row.Text("backup_format"), row.Text("backup_password").Length > 0, row.Number("server_id"));
}

/// <summary>The content of a backup.</summary>
public enum WebsiteBackupType
{
    /// <summary>Files of a website.</summary>
    Files,

    /// <summary>A database.</summary>
    Database,

    /// <summary>A MongoDB database.</summary>
    MongoDb,
}
