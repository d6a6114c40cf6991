using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Finds for a preview what the panel refuses of a domain (validate_domain): each name exists once per server and address.</summary>
internal static class DomainConflicts
{
    /// <summary>Makes one of the panel's checks.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="function">The panel's function.</param>
    /// <param name="value">The value of the column.</param>
    /// <param name="before">The record as it is; null for a new one.</param>
    /// <param name="after">The record as it is to be.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The key of the panel's error; null if the value passes.</returns>
    public static async ValueTask<string?> FindAsync<T>(PanelNoun<T> noun, string function, string value, T? before, T after, PanelLookup lookup, CancellationToken cancel) where T : PanelObject
    {
        if (value.Length == 0 || function is not ("validate_domain::web_domain" or "validate_domain::alias_domain" or "validate_domain::web_domain_autosub")) return null;
        var (row, old) = (noun.RowOf(after), before is null ? null : noun.RowOf(before));
        string[] columns = ["domain", "subdomain", "server_id", "ip_address", "ipv6_address"];
        if (old is not null && columns.All(column => old.Text(column) == row.Text(column))) return null;
        var isName = function != "validate_domain::web_domain_autosub";
        var name = isName ? value : $"{value}.{row.Text("domain")}";
        return await IsTakenAsync(noun, name, withAutomatic: isName, row, before?.Id ?? 0, lookup, cancel).ConfigureAwait(false) ? isName ? "domain_error_unique" : "domain_error_autosub" : null;
    }

    private static async Task<bool> IsTakenAsync<T>(PanelNoun<T> noun, string name, bool withAutomatic, Dictionary<string, string?> row, long id, PanelLookup lookup, CancellationToken cancel) where T : PanelObject
    {
        var table = lookup.Table(noun);
        var own = await AddressesAsync(row, lookup, cancel).ConfigureAwait(false);
        var others = await table.ListRowsAsync([new("domain", name)], cancel).ConfigureAwait(false);
        others.RemoveAll(other => !other.Text("domain").Equals(name, StringComparison.OrdinalIgnoreCase));
        // www.example.com is taken too if example.com has the automatic subdomain www.
        if (withAutomatic && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            var parents = await table.ListRowsAsync([new("domain", name[(dot + 1)..]), new("subdomain", name[..dot])], cancel).ConfigureAwait(false);
            others.AddRange(parents.Where(other => $"{other.Text("subdomain")}.{other.Text("domain")}".Equals(name, StringComparison.OrdinalIgnoreCase)));
        }

        foreach (var other in others)
        {
            if (other.Number("domain_id") == id || other.Number("server_id") != row.Number("server_id") || (id > 0 && other.Number("parent_domain_id") == id)) continue;
            var theirs = await AddressesAsync(other, lookup, cancel).ConfigureAwait(false);
            if (own.V4 == "*" || theirs.V4 == "*" || (own.V4.Length > 0 && own.V4 == theirs.V4) || (own.V6.Length > 0 && own.V6 == theirs.V6)) return true;
        }

        return false;
    }

    // Other domains of a website are served at its addresses.
    private static async Task<(string V4, string V6)> AddressesAsync(Dictionary<string, string?> row, PanelLookup lookup, CancellationToken cancel)
    {
        if (row.Number("parent_domain_id") is not (> 0 and var parentId)) return (row.Text("ip_address"), row.Text("ipv6_address"));
        var parent = await lookup.FindAsync(WebsiteNoun.Instance, new Reference<Website>(parentId), cancel).ConfigureAwait(false);
        return (parent.IpAddress, parent.Ipv6Address);
    }
}
