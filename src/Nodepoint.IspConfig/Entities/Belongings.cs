namespace Nodepoint.IspConfig.Entities;

/// <summary>What a client owns, by name, for whoever is about to remove the client.</summary>
internal static class Belongings
{
    private static readonly OwnedRows[] Tables =
    [
        new("mail_transport", "transport_id", "domain", "mail transport") { Forgotten = true },
        new("mail_relay_recipient", "relay_recipient_id", "source", "relay recipient") { Forgotten = true },
        new("mail_relay_domain", "relay_domain_id", "domain", "relay domain") { Forgotten = true },
        new("mail_policy", "id", "policy_name", "spam policy") { Forgotten = true },
        new("dns_zone", "id", "origin", "zone"),
        new("dns_slave", "id", "origin", "secondary zone"),
        new("mail_domain", "domain_id", "domain", "mail domain"),
        new("mail_user", "mailuser_id", "email", "mailbox"),
        new("mail_forward", "forwarding_id", "source", "alias or forward"),
        new("mail_mailinglist", "mailinglist_id", "listname", "mailing list"),
        new("sites_web_domain", "domain_id", "domain", "website"),
        new("sites_ftp_user", "ftp_user_id", "username", "FTP user"),
        new("sites_shell_user", "shell_user_id", "username", "shell user"),
        new("sites_webdav_user", "webdav_user_id", "username", "WebDAV user"),
        new("sites_web_folder", "web_folder_id", "path", "protected folder"),
        new("sites_database", "database_id", "database_name", "database"),
        new("sites_cron", "id", "command", "cron job") { IdParameter = "cron_id" },
        new("mail_fetchmail", "mailget_id", "source_username", "fetched account"),
    ];

    /// <summary>Whether client_delete_everything leaves a thing behind.</summary>
    public static bool AreForgotten(Dependent dependent) => Tables.Any(table => table.Forgotten && table.Title == dependent.Title);

    public static async Task<IReadOnlyList<Dependent>> FindAsync(PanelConnection connection, long groupId, CancellationToken cancel)
    {
        var found = await Task.WhenAll(Tables.Select(table => ReadAsync(connection, table, groupId, cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(dependents => dependents)];
    }

    private static async Task<List<Dependent>> ReadAsync(PanelConnection connection, OwnedRows table, long groupId, CancellationToken cancel)
    {
        var dependents = new List<Dependent>();
        await foreach (var row in table.OfGroupAsync(connection, groupId, null, cancel).ConfigureAwait(false))
        {
            var id = table.IdOf(row);
            dependents.Add(new Dependent(table.Title, table.NameOf(row), new PanelCall(table.Functions + "_delete", writer => writer.WriteNumber(table.IdParameter, id))));
        }

        return dependents;
    }
}
