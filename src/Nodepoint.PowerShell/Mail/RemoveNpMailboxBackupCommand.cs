using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Asks the mail server to delete a backup of a mailbox.</summary>
[Cmdlet(VerbsCommon.Remove, "NpMailboxBackup", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveNpMailboxBackupCommand : MailboxBackupCommand
{
    /// <inheritdoc/>
    protected override string Action => "Delete";

    private protected override bool Removes => true;

    /// <inheritdoc/>
    protected override PanelCall Ask(long id) => MailboxBackup.DeleteCall(id);
}
