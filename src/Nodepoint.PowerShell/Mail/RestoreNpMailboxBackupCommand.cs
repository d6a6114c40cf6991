using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Asks the mail server to put a backup back into its mailbox.</summary>
[Cmdlet(VerbsData.Restore, "NpMailboxBackup", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RestoreNpMailboxBackupCommand : MailboxBackupCommand
{
    /// <inheritdoc/>
    protected override string Action => "Restore";

    private protected override bool Repeats => false;

    /// <inheritdoc/>
    protected override PanelCall Ask(long id) => MailboxBackup.RestoreCall(id);
}
