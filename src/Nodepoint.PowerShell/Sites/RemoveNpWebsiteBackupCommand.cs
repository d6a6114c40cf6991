using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Removes a backup of a website; the server does it with its next jobs.</summary>
[Cmdlet(VerbsCommon.Remove, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupResult))]
public sealed class RemoveNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override BackupAction Asked => BackupAction.Remove;

    private protected override string ActionType => WebsiteBackups.Remove;

    private protected override string Action => "Remove backup";

    private protected override string Next => "the server removes it with its next jobs.";
}
