using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Clients;

/// <summary>
/// Finds what a client has disabled. Any client_update enables all of it (HAZARDS, Owners and clients), so it is read
/// before such an update and disabled again after it.
/// </summary>
internal static class DisabledItems
{
    // The tables that the panel changes when it locks and unlocks a client.
    private static readonly Switch[] Switches =
    [
        new(new("mail_user", "mailuser_id", "email", "mailbox"), "postfix"),
        new(new("mail_user", "mailuser_id", "email", "sending of mailbox"), "disablesmtp", "y"),
        new(new("mail_domain", "domain_id", "domain", "mail domain")) { HasStatus = true },
        new(new("mail_forward", "forwarding_id", "source", "alias or forward")) { Preserved = ["type"] },
        new(new("mail_fetchmail", "mailget_id", "source_username", "fetched account")),
        new(new("sites_web_domain", "domain_id", "domain", "website")) { HasStatus = true },
        new(new("sites_ftp_user", "ftp_user_id", "username", "FTP user")),
        new(new("sites_shell_user", "shell_user_id", "username", "shell user")),
        new(new("sites_webdav_user", "webdav_user_id", "username", "WebDAV user")),
        new(new("sites_database", "database_id", "database_name", "database")) { Preserved = ["backup_interval", "backup_copies"] },
        new(new("sites_cron", "id", "command", "cron job") { IdParameter = "cron_id" }),
        new(new("sites_web_folder", "web_folder_id", "path", "protected folder")),
        new(new("sites_web_folder_user", "web_folder_user_id", "username", "folder user")),
    ];

    /// <summary>Finds all disabled items of a group, each with the call that disables it again.</summary>
    public static async Task<IReadOnlyList<PlannedCall>> FindAsync(PanelConnection connection, long groupId, CancellationToken cancel)
    {
        var found = await Task.WhenAll(Switches.Select(one => ReadAsync(connection, one, groupId, cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(items => items)];
    }

    private static async Task<List<PlannedCall>> ReadAsync(PanelConnection connection, Switch one, long groupId, CancellationToken cancel)
    {
        var items = new List<PlannedCall>();
        await foreach (var row in one.Rows.OfGroupAsync(connection, groupId, new(one.Column, one.Off), cancel).ConfigureAwait(false))
            items.Add(new PlannedCall($"{one.Rows.Title} {one.Rows.NameOf(row)}", DisableCall(one, one.Rows.IdOf(row), row)));
        return items;
    }

    private static PanelCall DisableCall(Switch one, long id, Dictionary<string, string?> row) => one.HasStatus
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
            foreach (var preserved in one.Preserved)
                if (row.GetValueOrDefault(preserved) is { } value) writer.WriteString(preserved, value);
            writer.WriteEndObject();
        });

    private sealed record Switch(OwnedTable Rows, string Column = "active", string Off = "n")
    {
        // Whether the panel has a function that changes only the status.
        public bool HasStatus { get; init; }

        // Columns that the update would otherwise reset.
        public string[] Preserved { get; init; } = [];
    }
}
