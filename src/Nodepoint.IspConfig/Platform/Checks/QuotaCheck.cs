using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Finds mailboxes and websites that are full, or nearly so, as their servers last reported.</summary>
internal sealed class QuotaCheck : IPlatformCheck
{
    private const decimal Near = 90;
    private const decimal Full = 100;

    /// <inheritdoc/>
    public PlatformCheckName Name => PlatformCheckName.Quota;

    /// <inheritdoc/>
    public bool NeedsProfile => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel)
    {
        var clients = context.Connection.LoggedInClient is { } own ? [own.Id]
            : (await context.CallAsync(() => context.Lookup.Table(ClientNoun.Instance).ListAsync([], cancel), cancel).ConfigureAwait(false)).Select(static client => client.Id).ToList();
        var usage = new SiteUsage(context.Connection);
        var mailboxes = Task.WhenAll(clients.Select(client => context.CallAsync(() => MailboxUsage.OfClientAsync(client, context.Lookup, cancel), cancel)));
        var websites = Task.WhenAll(clients.Select(client => context.CallAsync(() => usage.WebsitesAsync(client, cancel), cancel)));
        // The panel reports what a reseller's clients use once for each of them and once for the reseller.
        var full = (await mailboxes.ConfigureAwait(false)).SelectMany(static one => one).DistinctBy(static one => one.Id).Select(static one => (one.Percent, What: $"Mailbox {one.Email}", one.Used, one.Quota, Command: $"Set-NpMailbox {one.Email} -Quota"))
            .Concat((await websites.ConfigureAwait(false)).SelectMany(static one => one).DistinctBy(static one => one.WebsiteId).Select(static one => (one.Percent, What: $"Website {one.Domain}", one.Used, one.Quota, Command: $"Set-NpWebsite {one.Domain} -DiskQuota")));
        return
        [
            .. full.Where(static one => one.Percent >= Near).OrderByDescending(static one => one.Percent).ThenBy(static one => one.What, StringComparer.Ordinal)
                .Select(one => new PlatformFinding(Name, one.Percent >= Full ? Verdict.Fail : Verdict.Warn, string.Create(CultureInfo.InvariantCulture, $"{one.What} uses {one.Percent:0.#} % of its quota: {Size(one.Used)} of {Size(one.Quota)}."), $"Ask its owner to remove something, or raise the quota: {one.Command} {Size(one.Quota * 2).Replace(" ", "", StringComparison.Ordinal)}")),
        ];
    }

    // Whole numbers, which -Quota accepts.
    private static string Size(long bytes) => bytes % (1L << 30) == 0 ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30} GB") : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB");
}
