using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Removes a backup of a mailbox; the mail server does it with its next jobs.</summary>
[Cmdlet(VerbsCommon.Remove, "NpMailboxBackup", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveNpMailboxBackupCommand : MailboxBackupCommand
{
    /// <inheritdoc/>
    protected override string Action => "Remove backup";

    private protected override string ActionType => MailboxBackup.Remove;

    private protected override bool Removes => true;

    /// <inheritdoc/>
    protected override PanelCall ActionCall(long id) => MailboxBackup.DeleteCall(id);
}
