namespace Nodepoint.IspConfig.Servers;

/// <summary>A request that a server does something with a backup, and what is read back of it.</summary>
/// <param name="Id">The ID of the backup.</param>
/// <param name="Action">What the server was asked to do.</param>
internal sealed record BackupRequest(long Id, BackupAction Action)
{
    private const string EveryMinute = "Servers do such jobs once a minute, and large backups need longer.";

    /// <summary>The website or mailbox that the backup is of: its domain or its address; empty if it no longer exists.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The name of the backup file.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Where an exported backup is put; empty if that is not known.</summary>
    public string Path { get; init; } = "";

    /// <summary>The ID of the server that keeps the backup.</summary>
    public long ServerId { get; init; }

    /// <summary>What the panel shows of the request.</summary>
    /// <param name="isListed">Whether the panel still lists the backup.</param>
    public BackupResult Result(bool isListed) => new(Id, Owner, Action, Action == BackupAction.Remove && !isListed ? BackupState.Removed : BackupState.NotConfirmed, Advice(isListed))
    {
        FileName = FileName,
        Path = Action == BackupAction.Export ? Path : "",
    };

    private string Advice(bool isListed) => Action switch
    {
        BackupAction.Remove => isListed ? $"The panel still lists the backup. {EveryMinute} List the backups later; if it is still there, check the server's log." : "",
        _ when !isListed => "The panel no longer lists the backup, so its server may have removed it first. Check the server's log.",
        BackupAction.Export => $"The panel does not report whether the server has copied the backup. {EveryMinute} Look for the file{(Path.Length > 0 ? $" {Path}" : "")} by FTP; if it is not there, check the server's log.",
        _ => $"The panel does not report whether the server has restored the backup. {EveryMinute} Check {(Owner.Length > 0 ? Owner : "its content")}; if nothing has changed, check the server's log.",
    };
}
