using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Backups of websites stored on the servers of a panel.</summary>
/// <param name="lookup">The panel.</param>
public sealed class WebsiteBackups(PanelLookup lookup)
{
    /// <summary>The panel's action for restoring a backup.</summary>
    public const string Restore = "backup_restore";

    /// <summary>The panel's action for removing a backup.</summary>
    public const string Remove = "backup_delete";

    /// <summary>The panel's action for copying a backup to the website's backup directory.</summary>
    public const string Copy = "backup_download";

    /// <summary>Gets the backups, the oldest first (sites_web_domain_backup_list).</summary>
    /// <param name="site">The website; null for all.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The backups.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public async Task<IReadOnlyList<WebsiteBackup>> ListAsync(Website? site, CancellationToken cancel)
    {
        if (site is null && lookup.Connection.LoggedInClient is not null)
        {
            var own = new List<WebsiteBackup>();
            foreach (var website in await lookup.Table(WebsiteNoun.Instance).ListAsync([], cancel).ConfigureAwait(false)) own.AddRange(await ListAsync(website, cancel).ConfigureAwait(false));
            return [.. own.OrderBy(backup => backup.Time)];
        }

        var call = new PanelCall("sites_web_domain_backup_list", writer =>
        {
            if (site is not null) writer.WriteNumber("site_id", site.Id);
        });
        var found = new List<WebsiteBackup>();
        foreach (var row in await lookup.Connection.ListAsync(call, PanelRow.Read, cancel).ConfigureAwait(false))
        {
            var backup = WebsiteBackup.Of(row);
            found.Add(backup with { Website = await NameAsync(backup.WebsiteId, site, cancel).ConfigureAwait(false) });
        }

        return [.. found.OrderBy(backup => backup.Time)];
    }

    /// <summary>The call that asks a server to perform an action on a backup (sites_web_domain_backup).</summary>
    /// <param name="id">ID of the backup.</param>
    /// <param name="action">One of the panel's actions.</param>
    /// <returns>The call.</returns>
    public static PanelCall AskCall(long id, string action) => new("sites_web_domain_backup", writer =>
    {
        writer.WriteNumber("primary_id", id);
        writer.WriteString("action_type", action);
    });

    private async Task<string> NameAsync(long id, Website? site, CancellationToken cancel)
        => site?.Domain ?? (await lookup.OnceAsync("site of backup", id.ToString(CultureInfo.InvariantCulture), () => lookup.Table(WebsiteNoun.Instance).GetAsync(id, cancel)).ConfigureAwait(false))?.Domain ?? "";
}
