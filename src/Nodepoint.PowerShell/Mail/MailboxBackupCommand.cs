using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>The base of the cmdlets that request an action on a mailbox's backup from its mail server (mail_user_backup).</summary>
public abstract class MailboxBackupCommand : BackupCommand
{
    /// <summary>The IDs of the backups.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, Position = 0)]
    public long[]? Id { get; set; }

    /// <summary>A backup from Get-NpMailboxBackup.</summary>
    [Parameter(ParameterSetName = "Backup", Mandatory = true, ValueFromPipeline = true)]
    public MailboxBackup? Backup { get; set; }

    /// <summary>The action, for -WhatIf and -Confirm.</summary>
    protected abstract string Action { get; }

    /// <summary>The call that requests the action.</summary>
    /// <param name="id">The backup's ID.</param>
    /// <returns>The call.</returns>
    protected abstract PanelCall ActionCall(long id);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Backup is { } backup) Request(backup.Id, backup.ToString(), backup);
        else foreach (var id in Id!) Request(id, $"backup {id.ToString(CultureInfo.InvariantCulture)}", id);
    }

    private void Request(long id, string what, object target)
    {
        Runner.Run(new RowWork(target, id.ToString(CultureInfo.InvariantCulture), async (row, cancel) =>
        {
            if (id < 1) throw PanelException.NotFound("mail_user_backup", what);
            row.Keep(id);
            await RequestAsync(row, $"{Action}: {what}", "the server does it with its next jobs.", ActionCall(id), cancel).ConfigureAwait(false);
        })
        {
            What = what,
            Action = Action,
        });
    }
}
