using System.Management.Automation;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Asks a server to put a backup back in place; what is there now is overwritten.</summary>
[Cmdlet(VerbsData.Restore, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RestoreNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => WebsiteBackups.Restore;

    private protected override bool Repeats => false;

    private protected override string Action => "Restore the backup over what is there now";

    private protected override string Next => "the server restores it at its next run.";
}
