using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Clients;

/// <summary>Finds what a client owns, for the removal of the client.</summary>
internal static class Ownership
{
    // The tables from which client_delete_everything removes rows; it leaves rows of other tables behind.
    private static readonly HashSet<string> RemovedTables =
    [
        "cron", "dns_rr", "dns_soa", "dns_slave", "domain", "ftp_user", "mail_access", "mail_content_filter", "mail_domain", "mail_forwarding", "mail_get", "mail_mailinglist",
        "mail_user", "mail_user_filter", "shell_user", "spamfilter_users", "spamfilter_wblist", "web_database", "web_database_user", "web_domain",
    ];

    /// <summary>Whether client_delete_everything leaves an object behind.</summary>
    public static bool IsLeftBehind(Dependent dependent) => !RemovedTables.Contains(dependent.Table);

    /// <summary>Finds all rows of the panel's tables that belong to the owner.</summary>
    public static async Task<IReadOnlyList<Dependent>> FindAsync(Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var found = await Task.WhenAll(Nouns.Value.Select(noun => noun.OwnedAsync(owner, lookup, cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(dependents => dependents)];
    }

    // For a table shared by several nouns, the noun that reads all of it, otherwise each noun for its part.
    private static readonly Lazy<IPanelNoun[]> Nouns = new(() =>
        [.. PanelNouns.All.Where(noun => noun.IsOwned).GroupBy(noun => noun.Table).SelectMany(table => table.FirstOrDefault(noun => noun.IsWholeTable) is { } whole ? [whole] : table.ToArray())]);
}
