using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Asks a mail server to do something with a backup; it does so with its next jobs.</summary>
public abstract class MailboxBackupCommand : BackupCommand
{
    /// <summary>The panel's numbers of the backups.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, Position = 0)]
    public long[]? Id { get; set; }

    /// <summary>A backup from Get-NpMailboxBackup.</summary>
    [Parameter(ParameterSetName = "Backup", Mandatory = true, ValueFromPipeline = true)]
    public MailboxBackup? Backup { get; set; }

    /// <summary>What is asked for, for people.</summary>
    protected abstract string Action { get; }

    /// <summary>The call that asks.</summary>
    /// <param name="id">The backup's number.</param>
    /// <returns>The call.</returns>
    protected abstract PanelCall Ask(long id);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Backup is { } backup) Ask(backup.Id, backup.ToString(), backup);
        else foreach (var id in Id!) Ask(id, $"backup {id.ToString(CultureInfo.InvariantCulture)}", id);
    }

    private void Ask(long id, string what, object target)
    {
        if (!ShouldProcess(what, Action)) return;
        Enqueue(target, id.ToString(CultureInfo.InvariantCulture), async (row, cancel) =>
        {
            if (id < 1) throw PanelException.NotFound("mail_user_backup", what);
            row.Keep(id);
            await AskAsync(row, $"{Action} of {what}", "the server was asked and does it with its next jobs.", Ask(id), cancel).ConfigureAwait(false);
        });
    }
}
