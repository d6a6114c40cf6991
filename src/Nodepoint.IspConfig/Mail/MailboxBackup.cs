using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A backup of a mailbox that its server has made.</summary>
/// <param name="Id">The panel's number of it.</param>
/// <param name="MailboxId">The number of the mailbox.</param>
/// <param name="Email">The address of the mailbox; empty where it is gone.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record MailboxBackup(long Id, long MailboxId, string Email, DateTimeOffset Time, long Size)
{
    /// <summary>The name of its file on the server.</summary>
    public string FileName { get; init; } = "";

    /// <summary>How it was made, as the server says it.</summary>
    public string Mode { get; init; } = "";

    /// <summary>The number of the server that has it.</summary>
    public long ServerId { get; init; }

    /// <summary>The backups of all mailboxes (mail_user_backup_list). The panel gives them all whatever mailbox it is asked for.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The backups, without addresses.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
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

    /// <summary>The call that asks the server to put a backup back into its mailbox.</summary>
    /// <param name="id">The backup's number.</param>
    /// <returns>The call.</returns>
    public static PanelCall RestoreCall(long id) => Ask(id, "backup_restore_mail");

    /// <summary>The call that asks the server to delete a backup.</summary>
    /// <param name="id">The backup's number.</param>
    /// <returns>The call.</returns>
    public static PanelCall DeleteCall(long id) => Ask(id, "backup_delete_mail");

    /// <summary>Which one it is, for people.</summary>
    /// <returns>The mailbox and the time.</returns>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"backup {Id} of {(Email.Length > 0 ? Email : $"mailbox number {MailboxId}")} from {Time.ToLocalTime():yyyy-MM-dd HH:mm}");

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
