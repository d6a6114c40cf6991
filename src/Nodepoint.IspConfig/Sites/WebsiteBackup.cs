using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A backup of a website's files or of one of its databases, kept on its server.</summary>
/// <param name="Id">The panel's number of it.</param>
/// <param name="WebsiteId">The number of its website.</param>
/// <param name="Website">The website's domain; empty where the website is gone.</param>
/// <param name="Type">Whether it is of the files or of a database.</param>
/// <param name="Time">When it was made.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Size">How many bytes its file has.</param>
/// <param name="Format">How it is packed.</param>
/// <param name="Encrypted">Whether it is encrypted.</param>
/// <param name="ServerId">The number of the server it lies on.</param>
public sealed record WebsiteBackup(long Id, long WebsiteId, string Website, WebsiteBackupType Type, DateTimeOffset Time, string FileName, long Size, string Format, bool Encrypted, long ServerId)
{
    /// <summary>The name of its file.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => FileName;

    internal static WebsiteBackup Of(IReadOnlyDictionary<string, string?> row) => new(
        row.Number("backup_id"), row.Number("parent_domain_id"), "",
        row.Text("backup_type") switch { "mysql" => WebsiteBackupType.Database, "mongodb" => WebsiteBackupType.MongoDb, _ => WebsiteBackupType.Files },
        row.Time("tstamp"), row.Text("filename"), row.Number("filesize"), row.Text("backup_format"), row.Text("backup_password").Length > 0, row.Number("server_id"));
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
