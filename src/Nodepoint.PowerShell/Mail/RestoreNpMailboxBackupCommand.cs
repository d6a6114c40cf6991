using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Restores a backup into its mailbox; the mail server does it with its next jobs.</summary>
[Cmdlet(VerbsData.Restore, "NpMailboxBackup", DefaultParameterSetName = "Id", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RestoreNpMailboxBackupCommand : MailboxBackupCommand
{
    /// <inheritdoc/>
    protected override string Action => "Restore backup";

    private protected override string ActionType => MailboxBackup.Restore;

    private protected override bool Repeats => false;

    /// <inheritdoc/>
    protected override PanelCall ActionCall(long id) => MailboxBackup.RestoreCall(id);
}
