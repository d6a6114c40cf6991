using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The dependents of a website. The panel's remote API neither removes nor changes them with the website.</summary>
internal static class WebsiteChildren
{
    /// <summary>All dependents, in the order in which they must be removed.</summary>
    public static async ValueTask<IReadOnlyList<Dependent>> FindAsync(Website site, PanelLookup lookup, CancellationToken cancel)
    {
        var found = await Task.WhenAll(
            FtpUserNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            ShellUserNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            WebDavUserNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            WebFolderNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            CronJobNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            DatabaseNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            DatabaseUsersAsync(site, lookup, cancel),
            WebSubdomainNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            WebAliasDomainNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            WebVhostSubdomainNoun.Instance.DependentsOfAsync(site, lookup, cancel),
            WebVhostAliasDomainNoun.Instance.DependentsOfAsync(site, lookup, cancel)).ConfigureAwait(false);
        return [.. found.SelectMany(dependents => dependents)];
    }

    /// <summary>The changes of dependents that a change of the website requires: names with its name, owners and directories with its owner, addresses and backup settings with its own.</summary>
    public static async ValueTask<IReadOnlyList<PlannedCall>> InheritFromParentAsync(Website before, Website after, Owner? owner, PanelLookup lookup, CancellationToken cancel)
    {
        var items = new List<PlannedCall>();
        var renamed = before.Domain != after.Domain;
        var readdressed = before.IpAddress != after.IpAddress || before.Ipv6Address != after.Ipv6Address;
        string Renamed(string domain) => domain.EndsWith("." + before.Domain, StringComparison.Ordinal) ? domain[..^before.Domain.Length] + after.Domain : domain;
        string Moved(string paths) => SiteDirectory.ReplaceRoot(paths, before.DocumentRoot, after.DocumentRoot);

        Task Follow<T>(PanelNoun<T> noun, PanelObject parent, Func<T, T> change) where T : PanelObject => AddAsync(items, noun, parent, change, owner, lookup, cancel);
        if (renamed || owner is not null)
        {
            await Follow(WebSubdomainNoun.Instance, after, child => child with { Domain = Renamed(child.Domain) }).ConfigureAwait(false);
            if (owner is not null) await Follow(WebAliasDomainNoun.Instance, after, child => child).ConfigureAwait(false);
        }

        if (renamed || readdressed || owner is not null)
        {
            await Follow(WebVhostSubdomainNoun.Instance, after, child => child with
            {
                Domain = Renamed(child.Domain), IpAddress = after.IpAddress, Ipv6Address = after.Ipv6Address, DocumentRoot = Moved(child.DocumentRoot), SystemGroup = after.SystemGroup,
                PhpOpenBasedir = Moved(child.PhpOpenBasedir),
            }).ConfigureAwait(false);
            await Follow(WebVhostAliasDomainNoun.Instance, after, child => child with
            {
                Domain = Renamed(child.Domain), IpAddress = after.IpAddress, Ipv6Address = after.Ipv6Address, DocumentRoot = Moved(child.DocumentRoot), SystemGroup = after.SystemGroup,
                PhpOpenBasedir = Moved(child.PhpOpenBasedir),
            }).ConfigureAwait(false);
        }

        if (owner is not null)
        {
            await Follow(FtpUserNoun.Instance, after, user => user with { Directory = Moved(user.Directory), SystemGroup = after.SystemGroup }).ConfigureAwait(false);
            await Follow(ShellUserNoun.Instance, after, user => user with { Directory = Moved(user.Directory), SystemGroup = after.SystemGroup }).ConfigureAwait(false);
            await Follow(WebDavUserNoun.Instance, after, user => user).ConfigureAwait(false);
            await Follow(CronJobNoun.Instance, after, job => job).ConfigureAwait(false);
            await Follow(WebFolderNoun.Instance, after, folder => folder).ConfigureAwait(false);
            foreach (var folder in await lookup.Table(WebFolderNoun.Instance).ListAsync([WebFolderNoun.Instance.Within(after)], cancel).ConfigureAwait(false))
                await Follow(WebFolderUserNoun.Instance, folder, user => user).ConfigureAwait(false);
            var table = lookup.Table(DatabaseUserNoun.Instance);
            foreach (var user in await UsersAsync(after, lookup, cancel).ConfigureAwait(false))
                items.Add(new PlannedCall($"database user {user}", table.UpdateCall(user, ColumnSet.Empty, owner)) { Kind = DatabaseUserNoun.Instance.Title });
        }

        if (owner is not null || before.BackupInterval != after.BackupInterval || before.BackupCopies != after.BackupCopies)
            await Follow(DatabaseNoun.Instance, after, database => database with { BackupInterval = after.BackupInterval, BackupCopies = after.BackupCopies }).ConfigureAwait(false);
        return items;
    }

    private static async Task AddAsync<T>(List<PlannedCall> items, PanelNoun<T> noun, PanelObject parent, Func<T, T> change, Owner? owner, PanelLookup lookup, CancellationToken cancel) where T : PanelObject
    {
        var table = lookup.Table(noun);
        foreach (var child in await table.ListAsync([noun.Within(parent)], cancel).ConfigureAwait(false))
        {
            var changed = change(child);
            var columns = noun.Differences(child, changed);
            if (columns.IsEmpty && owner is null) continue;
            items.Add(new PlannedCall($"{noun.TitleOf(child)} {noun.KeyOf(child)}", table.UpdateCall(changed, columns, owner)) { Kind = noun.TitleOf(child) });
        }
    }

    // Users that no database of another website uses.
    private static async Task<IReadOnlyList<Dependent>> DatabaseUsersAsync(Website site, PanelLookup lookup, CancellationToken cancel)
    {
        var own = (await lookup.Table(DatabaseNoun.Instance).ListAsync([DatabaseNoun.Instance.Within(site)], cancel).ConfigureAwait(false)).Select(database => database.Id).ToHashSet();
        var table = lookup.Table(DatabaseUserNoun.Instance);
        var dependents = new List<Dependent>();
        foreach (var user in await UsersAsync(site, lookup, cancel).ConfigureAwait(false))
        {
            var databases = await DatabaseUserNoun.DatabasesAsync(user.Id, lookup, cancel).ConfigureAwait(false);
            if (databases.All(database => own.Contains(database.Id))) dependents.Add(new Dependent(DatabaseUserNoun.Instance.Title, user.Username, table.DeleteCall(user)));
        }

        return dependents;
    }

    private static async Task<List<DatabaseUser>> UsersAsync(Website site, PanelLookup lookup, CancellationToken cancel)
    {
        var databases = await lookup.Table(DatabaseNoun.Instance).ListAsync([DatabaseNoun.Instance.Within(site)], cancel).ConfigureAwait(false);
        var users = new List<DatabaseUser>();
        foreach (var id in databases.SelectMany(database => new[] { database.UserId, database.ReadOnlyUserId }).Where(id => id > 0).Distinct())
            if (await lookup.Table(DatabaseUserNoun.Instance).GetAsync(id, cancel).ConfigureAwait(false) is { } user) users.Add(user);
        return users;
    }
}
