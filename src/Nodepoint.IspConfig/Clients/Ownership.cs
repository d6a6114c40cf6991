using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Clients;

/// <summary>What a client owns, by name, for whoever is about to remove the client.</summary>
internal static class Ownership
{
    // The tables that client_delete_everything goes through; what stands in others it leaves behind.
    private static readonly HashSet<string> Taken =
    [
        "cron", "dns_rr", "dns_soa", "dns_slave", "domain", "ftp_user", "mail_access", "mail_content_filter", "mail_domain", "mail_forwarding", "mail_get", "mail_mailinglist",
        "mail_user", "mail_user_filter", "shell_user", "spamfilter_users", "spamfilter_wblist", "web_database", "web_database_user", "web_domain",
    ];

    /// <summary>Whether client_delete_everything leaves a thing behind.</summary>
    public static bool AreForgotten(Dependent dependent) => !Taken.Contains(dependent.Table);

    /// <summary>All that the rows of the panel's tables say is the owner's.</summary>
    public static async Task<IReadOnlyList<Dependent>> FindAsync(Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var found = await Task.WhenAll(Nouns.Value.Select(noun => noun.OwnedAsync(owner, lookup, cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(dependents => dependents)];
    }

    // Of a table that several nouns share, the one that reads all of it, or else each its part.
    private static readonly Lazy<IPanelNoun[]> Nouns = new(() =>
        [.. PanelNouns.All.Where(noun => noun.IsOwned).GroupBy(noun => noun.Table).SelectMany(table => table.FirstOrDefault(noun => noun.IsWholeTable) is { } whole ? [whole] : table.ToArray())]);
}
