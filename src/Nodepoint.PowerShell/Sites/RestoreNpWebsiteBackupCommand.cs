using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Restores the backup of a website, overwriting its current content; the server does it with its next jobs.</summary>
[Cmdlet(VerbsData.Restore, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BackupResult))]
public sealed class RestoreNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override BackupAction Asked => BackupAction.Restore;

    private protected override string ActionType => WebsiteBackups.Restore;

    private protected override string Action => "Restore backup, overwriting the current content";

    private protected override string Next => "the server restores it with its next jobs.";
}
