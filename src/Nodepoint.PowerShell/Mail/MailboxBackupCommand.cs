using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
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

    /// <summary>The panel's word for the action.</summary>
    private protected abstract string ActionType { get; }

    /// <summary>The call that requests the action.</summary>
    /// <param name="id">The backup's ID.</param>
    /// <returns>The call.</returns>
    protected abstract PanelCall ActionCall(long id);

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (Backup is { } backup) Runner.Run(WorkOn(backup.Id, backup.ToString(), backup));
        else foreach (var id in Id!) Runner.Run(WorkOn(id, $"backup {id.ToString(CultureInfo.InvariantCulture)}", id));
    }

    // The list of backups has no addresses.
    private static async Task<string> NameAsync(Row row, MailboxBackup backup, CancellationToken cancel)
    {
        var mailbox = await row.Panel.Lookup.Table(MailboxNoun.Instance).GetAsync(backup.MailboxId, cancel).ConfigureAwait(false);
        return (backup with { Email = mailbox?.Email ?? "" }).ToString();
    }

    private protected override async Task<bool> ExistsAsync(Row row, long id, CancellationToken cancel)
        => (await MailboxBackup.AllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).Any(one => one.Id == id);

    private protected override async Task<IReadOnlyCollection<long>> ListAsync(PanelLookup lookup, CancellationToken cancel)
        => [.. (await MailboxBackup.AllAsync(lookup, cancel).ConfigureAwait(false)).Select(static one => one.Id)];

    private protected override async Task<BackupRequest?> DescribeAsync(PanelLookup lookup, long id, CancellationToken cancel)
    {
        if ((await MailboxBackup.AllAsync(lookup, cancel).ConfigureAwait(false)).FirstOrDefault(one => one.Id == id) is not { } backup) return null;
        var mailbox = await lookup.Table(MailboxNoun.Instance).GetAsync(backup.MailboxId, cancel).ConfigureAwait(false);
        return new BackupRequest(id, Asked) { Owner = mailbox?.Email ?? "", FileName = backup.FileName, ServerId = backup.ServerId };
    }

    private protected override RowWork WorkOn(long id, string what, object target)
    {
        var place = NextPlace();
        return new RowWork(target, id.ToString(CultureInfo.InvariantCulture), async (row, cancel) =>
        {
            if (id < 1) throw PanelException.NotFound("mail_user_backup", what);
            row.Keep(id);
            await RequestAsync(row, place, id, $"{Action}: {what}", "the server does it with its next jobs.", ActionCall(id), cancel).ConfigureAwait(false);
        })
        {
            About = About(id),
            FinishAsync = Finish(id),
            IsRepeatable = Repeats,
            What = what,
            Action = Action,
            PlanAsync = async (row, cancel) =>
            {
                if (id < 1) throw PanelException.NotFound("mail_user_backup", what);
                var backup = (await MailboxBackup.AllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).FirstOrDefault(one => one.Id == id && one.ServerId > 0);
                return Plan(row, backup is null ? null : await NameAsync(row, backup, cancel).ConfigureAwait(false), Action, ActionCall(id), id, ActionType);
            },
            IsPlannedInOrder = true,
        };
    }
}
