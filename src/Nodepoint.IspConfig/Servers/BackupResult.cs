using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>What was found after a server was asked to do something with a backup.</summary>
/// <param name="Id">The ID of the backup.</param>
/// <param name="Owner">The website or mailbox that the backup is of: its domain or its address; empty if it no longer exists.</param>
/// <param name="Action">What the server was asked to do.</param>
/// <param name="State">What the panel shows of it.</param>
/// <param name="Advice">What to check; empty if the panel shows that it is done.</param>
[TableView("Id:5> Owner:24 Action:8 State:12 Path")]
public sealed record BackupResult(long Id, string Owner, BackupAction Action, BackupState State, string Advice) : IPanelResult
{
    /// <summary>The name of the backup file.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Where an exported backup is on the web server, below the folder of the website; empty for another action.</summary>
    public string Path { get; init; } = "";

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The action, the backup, and the state.</summary>
    /// <returns>Such as <c>Remove web1.tar.gz: Removed</c>.</returns>
    public override string ToString() => $"{Action} {FileName}: {State}";
}

/// <summary>What a server can do with a backup.</summary>
public enum BackupAction
{
    /// <summary>Restores it, overwriting what is there.</summary>
    Restore,

    /// <summary>Removes it.</summary>
    Remove,

    /// <summary>Copies it to the folder of the website where its FTP users can download it.</summary>
    Export,
}

/// <summary>What the panel shows of an action on a backup.</summary>
public enum BackupState
{
    /// <summary>The panel does not show whether the server has done it.</summary>
    NotConfirmed,

    /// <summary>The panel no longer lists the backup.</summary>
    Removed,
}
