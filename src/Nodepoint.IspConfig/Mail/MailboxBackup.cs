using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A backup of a mailbox, created by its server.</summary>
/// <param name="Id">ID of the backup.</param>
/// <param name="MailboxId">ID of the mailbox.</param>
/// <param name="Email">Address of the mailbox; empty if the mailbox no longer exists.</param>
/// <param name="Time">Time at which the backup was created.</param>
/// <param name="Size">Size in bytes.</param>
[ResultOf(typeof(Mailbox))]
public sealed record MailboxBackup(long Id, long MailboxId, string Email, DateTimeOffset Time, long Size) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>Name of the backup file on the server.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Backup mode as reported by the server.</summary>
    public string Mode { get; init; } = "";

    /// <summary>ID of the server that stores the backup.</summary>
    public long ServerId { get; init; }

    /// <summary>Gets the backups of all mailboxes (mail_user_backup_list). The panel returns all of them, even if it is asked for one mailbox.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The backups, without addresses.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public static Task<IReadOnlyList<MailboxBackup>> AllAsync(PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return lookup.OnceAsync("backups", "mail", async () =>
        {
            var found = new List<MailboxBackup>();
            foreach (var backup in await lookup.Connection.ListAsync(new PanelCall("mail_user_backup_list"), Read, cancel).ConfigureAwait(false)) found.Add(backup);
            return (IReadOnlyList<MailboxBackup>)found;
        });
    }

    /// <summary>The call that asks the server to restore a backup into its mailbox.</summary>
    /// <param name="id">ID of the backup.</param>
    /// <returns>The call.</returns>
    public static PanelCall RestoreCall(long id) => Ask(id, "backup_restore_mail");

    /// <summary>The call that asks the server to delete a backup.</summary>
    /// <param name="id">ID of the backup.</param>
    /// <returns>The call.</returns>
    public static PanelCall DeleteCall(long id) => Ask(id, "backup_delete_mail");

    /// <summary>A description for messages.</summary>
    /// <returns>The ID, the mailbox and the time.</returns>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"backup {Id} of {(Email.Length > 0 ? Email : $"mailbox ID {MailboxId}")} from {Time.ToLocalTime():yyyy-MM-dd HH:mm}");

    private static PanelCall Ask(long id, string action) => new("mail_user_backup", writer =>
    {
        writer.WriteNumber("primary_id", id);
        writer.WriteString("action_type", action);
    });

    private static MailboxBackup Read(ref Utf8JsonReader reader)
    {
        var row = PanelRow.Read(ref reader);
        return new MailboxBackup(row.Number("backup_id"), row.Number("mailuser_id"), "", row.Time("tstamp"), row.Number("filesize"))
        {
            FileName = row.Text("filename"),
            Mode = row.Text("backup_mode"),
            ServerId = row.Number("server_id"),
        };
    }
}
