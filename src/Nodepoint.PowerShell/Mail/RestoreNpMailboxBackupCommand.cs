using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Restores a backup into its mailbox; the mail server does it with its next jobs.</summary>
[Cmdlet(VerbsData.Restore, "NpMailboxBackup", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BackupResult))]
public sealed class RestoreNpMailboxBackupCommand : MailboxBackupCommand
{
    /// <inheritdoc/>
    protected override string Action => "Restore backup";

    private protected override BackupAction Asked => BackupAction.Restore;

    private protected override string ActionType => MailboxBackup.Restore;

    /// <inheritdoc/>
    protected override PanelCall ActionCall(long id) => MailboxBackup.RestoreCall(id);
}
