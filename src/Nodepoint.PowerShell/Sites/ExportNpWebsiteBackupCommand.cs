using System.Management.Automation;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Asks a server to lay a copy of a backup into the website's backup directory, where its FTP users can fetch it.</summary>
[Cmdlet(VerbsData.Export, "NpWebsiteBackup", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => WebsiteBackups.Copy;

    private protected override string Action => "Lay a copy of the backup into the website's backup directory";

    private protected override string Next => "the server lays it into the website's backup directory at its next run.";
}
