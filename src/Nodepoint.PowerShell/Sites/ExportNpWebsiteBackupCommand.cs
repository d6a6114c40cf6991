using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Copies a backup to the website's backup directory, where its FTP users can download it; the server does it with its next jobs.</summary>
[Cmdlet(VerbsData.Export, "NpWebsiteBackup", SupportsShouldProcess = true)]
[OutputType(typeof(BackupResult))]
public sealed class ExportNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override BackupAction Asked => BackupAction.Export;

    private protected override string ActionType => WebsiteBackups.Copy;

    private protected override string Action => "Copy backup to the website's backup directory";

    private protected override string Next => "the server copies it to the website's backup directory with its next jobs.";
}
