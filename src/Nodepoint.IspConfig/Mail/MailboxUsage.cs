using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The space a mailbox uses, as last reported by its server.</summary>
/// <param name="Id">ID of the mailbox.</param>
/// <param name="Email">Address of the mailbox.</param>
/// <param name="Used">Space used in bytes.</param>
/// <param name="Quota">Size limit in bytes; -1 is unlimited.</param>
[ResultOf(typeof(Mailbox))]
public sealed record MailboxUsage(long Id, string Email, long Used, long Quota) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>Space left in bytes, 0 if the quota is exceeded; -1 is unlimited.</summary>
    public long Free => Quota < 0 ? -1 : Math.Max(0, Quota - Used);

    /// <summary>Used part of the quota in percent; null if the quota is unlimited.</summary>
    public decimal? Percent => Quota > 0 ? Math.Round(100m * Used / Quota, 1) : null;

    /// <summary>Display name of the mailbox's owner.</summary>
    public string Name { get; init; } = "";

    /// <summary>ID of the mail server.</summary>
    public long ServerId { get; init; }

    /// <summary>ID of the group that owns the mailbox.</summary>
    public long OwnerGroupId { get; init; }

    /// <summary>Gets the usage of the mailboxes of a client and, for a reseller, of its clients (mailquota_get_by_user).</summary>
    /// <param name="clientId">ID of the client. The panel returns nothing for mailboxes without a client.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The usage of each mailbox, by address.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
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
        // The panel stores 0 for unlimited and returns it as -1.
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
