using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Clients;

/// <summary>
/// What a client has switched off. Any client_update switches all of it on (HAZARDS, Owners and clients), so it is read
/// before such an update and switched off again after it.
/// </summary>
internal static class DisabledItems
{
    // The tables that the panel's own lock and unlock go through.
    private static readonly Switch[] Switches =
    [
        new(new("mail_user", "mailuser_id", "email", "mailbox"), "postfix"),
        new(new("mail_user", "mailuser_id", "email", "sending of mailbox"), "disablesmtp", "y"),
        new(new("mail_domain", "domain_id", "domain", "mail domain")) { HasStatus = true },
        new(new("mail_forward", "forwarding_id", "source", "alias or forward")) { Kept = ["type"] },
        new(new("mail_fetchmail", "mailget_id", "source_username", "fetched account")),
        new(new("sites_web_domain", "domain_id", "domain", "website")) { HasStatus = true },
        new(new("sites_ftp_user", "ftp_user_id", "username", "FTP user")),
        new(new("sites_shell_user", "shell_user_id", "username", "shell user")),
        new(new("sites_webdav_user", "webdav_user_id", "username", "WebDAV user")),
        new(new("sites_database", "database_id", "database_name", "database")) { Kept = ["backup_interval", "backup_copies"] },
        new(new("sites_cron", "id", "command", "cron job") { IdParameter = "cron_id" }),
        new(new("sites_web_folder", "web_folder_id", "path", "protected folder")),
        new(new("sites_web_folder_user", "web_folder_user_id", "username", "folder user")),
    ];

    /// <summary>Everything of a group that is off, each with the call that switches it off again.</summary>
    public static async Task<IReadOnlyList<RestorationItem>> FindAsync(PanelConnection connection, long groupId, CancellationToken cancel)
    {
        var found = await Task.WhenAll(Switches.Select(one => ReadAsync(connection, one, groupId, cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(items => items)];
    }

    private static async Task<List<RestorationItem>> ReadAsync(PanelConnection connection, Switch one, long groupId, CancellationToken cancel)
    {
        var items = new List<RestorationItem>();
        await foreach (var row in one.Rows.OfGroupAsync(connection, groupId, new(one.Column, one.Off), cancel).ConfigureAwait(false))
            items.Add(new RestorationItem($"{one.Rows.Title} {one.Rows.NameOf(row)}", OffCall(one, one.Rows.IdOf(row), row)));
        return items;
    }

    private static PanelCall OffCall(Switch one, long id, Dictionary<string, string?> row) => one.HasStatus
        ? new PanelCall(one.Rows.Functions + "_set_status", writer =>
        {
            writer.WriteNumber("primary_id", id);
            writer.WriteString("status", "inactive");
        })
        : new PanelCall(one.Rows.Functions + "_update", writer =>
        {
            writer.WriteNumber("client_id", 0);
            writer.WriteNumber(one.Rows.IdParameter, id);
            writer.WriteStartObject("params");
            writer.WriteString(one.Column, one.Off);
            foreach (var kept in one.Kept)
                if (row.GetValueOrDefault(kept) is { } value) writer.WriteString(kept, value);
            writer.WriteEndObject();
        });

    private sealed record Switch(OwnedTable Rows, string Column = "active", string Off = "n")
    {
        // Whether the panel has a function that touches nothing but the switch.
        public bool HasStatus { get; init; }

        // Columns that the update would otherwise reset.
        public string[] Kept { get; init; } = [];
    }
}
