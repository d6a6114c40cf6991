using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Removes a backup of a mailbox; the mail server does it with its next jobs.</summary>
[Cmdlet(VerbsCommon.Remove, "NpMailboxBackup", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupResult))]
public sealed class RemoveNpMailboxBackupCommand : MailboxBackupCommand
{
    /// <inheritdoc/>
    protected override string Action => "Remove backup";

    private protected override BackupAction Asked => BackupAction.Remove;

    private protected override string ActionType => MailboxBackup.Remove;

    /// <inheritdoc/>
    protected override PanelCall ActionCall(long id) => MailboxBackup.DeleteCall(id);
}
