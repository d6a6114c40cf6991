using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Mail;

/// <summary>How full a mailbox is, as its server last reported.</summary>
/// <param name="Id">The panel's number of the mailbox.</param>
/// <param name="Email">The address of the mailbox.</param>
/// <param name="Used">Room in use in bytes.</param>
/// <param name="Quota">Room there may be in bytes; -1 is unlimited.</param>
public sealed record MailboxUsage(long Id, string Email, long Used, long Quota)
{
    /// <summary>Room left in bytes, 0 when there is none; -1 is unlimited.</summary>
    public long Free => Quota < 0 ? -1 : Math.Max(0, Quota - Used);

    /// <summary>How much of the room is in use, in percent; null where it is unlimited.</summary>
    public decimal? Percent => Quota > 0 ? Math.Round(100m * Used / Quota, 1) : null;

    /// <summary>Whose mailbox it is.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number of its mail server.</summary>
    public long ServerId { get; init; }

    /// <summary>The number of the group that owns it.</summary>
    public long OwnerGroupId { get; init; }

    /// <summary>The usage of the mailboxes of a client and of the clients of a reseller (mailquota_get_by_user).</summary>
    /// <param name="clientId">The client's number; the panel tells nothing of mailboxes that belong to none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Each mailbox' usage, by address.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public static Task<IReadOnlyList<MailboxUsage>> OfClientAsync(long clientId, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return lookup.OnceAsync("usage", clientId.ToString(CultureInfo.InvariantCulture), async () =>
        {
            var found = new List<MailboxUsage>();
            var call = new PanelCall("mailquota_get_by_user", writer => writer.WriteNumber("client_id", clientId));
            foreach (var usage in await lookup.Connection.ListAsync(call, Read, cancel).ConfigureAwait(false)) found.Add(usage);
            return (IReadOnlyList<MailboxUsage>)found;
        });
    }

    private static MailboxUsage Read(ref Utf8JsonReader reader)
    {
        var row = PanelRow.Read(ref reader);
        // The panel shows 0, its word for unlimited, as -1.
        var quota = Number(row, "quota_raw");
        return new MailboxUsage(Number(row, "mailuser_id"), row.Text("email"), Number(row, "used_raw"), quota <= 0 ? -1 : quota)
        {
            Name = System.Net.WebUtility.HtmlDecode(row.Text("name")),
            ServerId = Number(row, "server_id"),
            OwnerGroupId = Number(row, "sys_groupid"),
        };
    }

    private static long Number(Dictionary<string, string?> row, string name)
        => decimal.TryParse(row.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number : 0;
}
