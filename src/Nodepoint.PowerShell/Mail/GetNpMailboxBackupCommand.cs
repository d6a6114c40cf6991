using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;
using Nodepoint.PowerShell.Servers;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Gets the backups of mailboxes on the mail servers.</summary>
[Cmdlet(VerbsCommon.Get, "NpMailboxBackup", DefaultParameterSetName = "Mailbox")]
[OutputType(typeof(MailboxBackup))]
[Throttled]
public sealed partial class GetNpMailboxBackupCommand : PanelCommand
{
    private readonly EmptyQueues _queues = new();

    /// <summary>The mailbox: its address, its ID, or the mailbox itself. The default is all mailboxes.</summary>
    [Parameter(ParameterSetName = "Mailbox", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Email")]
    [ReferenceInput<Mailbox>(Columns = ["Mailbox", "Email"])]
    [ArgumentCompleter(typeof(KeyCompleter<Mailbox>))]
    public Reference<Mailbox>? Mailbox { get; set; }

    /// <summary>The IDs of the backups.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    public long[]? Id { get; set; }

    /// <summary>Waits until the servers have applied all changes before the backups are listed.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The longest time to wait with -Wait, in seconds; 0 checks once. Servers apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (Wait && !_queues.Wait(this, TimeSpan.FromSeconds(TimeoutSec))) return;
        if (Id is { } ids)
        {
            foreach (var id in ids) Runner.Read(id, (row, cancel) => WriteByIdAsync(row, id, cancel));
            return;
        }

        var mailbox = Mailbox;
        Runner.Read(mailbox, (row, cancel) => WriteOfMailboxAsync(row, mailbox, cancel));
    }

    private static async Task WriteByIdAsync(Row row, long id, CancellationToken cancel)
    {
        var found = (await MailboxBackup.AllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).FirstOrDefault(backup => backup.Id == id)
            ?? throw PanelException.NotFound("mail_user_backup_list", $"mailbox backup with ID {id.ToString(CultureInfo.InvariantCulture)}");
        row.Write(await WithEmailAsync(row, found, cancel).ConfigureAwait(false));
    }

    private static async Task WriteOfMailboxAsync(Row row, Reference<Mailbox>? mailbox, CancellationToken cancel)
    {
        var box = mailbox is null ? null : await row.Panel.Lookup.FindAsync(MailboxNoun.Instance, mailbox, cancel).ConfigureAwait(false);
        foreach (var backup in (await MailboxBackup.AllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).Where(backup => box is null || backup.MailboxId == box.Id).OrderBy(backup => backup.Time))
            row.Write(box is null ? await WithEmailAsync(row, backup, cancel).ConfigureAwait(false) : backup with { Email = box.Email });
    }

    private static async Task<MailboxBackup> WithEmailAsync(Row row, MailboxBackup backup, CancellationToken cancel)
    {
        try { return backup with { Email = (await row.Panel.Lookup.FindAsync(MailboxNoun.Instance, new Reference<Mailbox>(backup.MailboxId), cancel).ConfigureAwait(false)).Email }; }
        // A backup stays when its mailbox is removed.
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound) { return backup; }
    }
}
