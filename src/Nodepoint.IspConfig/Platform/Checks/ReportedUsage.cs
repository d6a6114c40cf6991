using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Reads what the servers of a panel last reported about the disk usage of all clients. What belongs to no client is not reported.</summary>
internal static class ReportedUsage
{
    /// <summary>The IDs of the clients whose usage can be read.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public static async Task<IReadOnlyList<long>> ClientsAsync(PlatformContext context, CancellationToken cancel)
        => context.Connection.LoggedInClient is { } own ? [own.Id]
            : [.. (await context.CallAsync(() => context.Lookup.Table(ClientNoun.Instance).ListAsync([], cancel), cancel).ConfigureAwait(false)).Select(static client => client.Id)];

    /// <summary>The usage of the clients' mailboxes, each once: the panel reports what a reseller's clients use once for each of them and once for the reseller.</summary>
    /// <param name="clients">The IDs of the clients.</param>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public static async Task<IReadOnlyList<MailboxUsage>> MailboxesAsync(IReadOnlyList<long> clients, PlatformContext context, CancellationToken cancel)
    {
        var found = await Task.WhenAll(clients.Select(client => context.CallAsync(() => MailboxUsage.OfClientAsync(client, context.Lookup, cancel), cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(static one => one).DistinctBy(static one => one.Id).Where(one => IsShown(one.OwnerGroupId, context))];
    }

    /// <summary>The usage of the clients' websites, each once.</summary>
    /// <param name="clients">The IDs of the clients.</param>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public static async Task<IReadOnlyList<WebsiteUsage>> WebsitesAsync(IReadOnlyList<long> clients, PlatformContext context, CancellationToken cancel)
    {
        var usage = new SiteUsage(context.Connection);
        var found = await Task.WhenAll(clients.Select(client => context.CallAsync(() => usage.WebsitesAsync(client, cancel), cancel))).ConfigureAwait(false);
        return [.. found.SelectMany(static one => one).DistinctBy(static one => one.WebsiteId).Where(one => IsShown(one.OwnerGroupId, context))];
    }

    // In a client's session the panel also returns what others let everybody read.
    private static bool IsShown(long group, PlatformContext context) => context.Connection.LoggedInClient is not { } own || own.Groups.Contains(group);
}
