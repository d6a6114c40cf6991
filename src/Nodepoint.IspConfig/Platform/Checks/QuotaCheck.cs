using System.Globalization;

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
        var clients = await ReportedUsage.ClientsAsync(context, cancel).ConfigureAwait(false);
        var (mailboxes, websites) = (ReportedUsage.MailboxesAsync(clients, context, cancel), ReportedUsage.WebsitesAsync(clients, context, cancel));
        var full = (await mailboxes.ConfigureAwait(false)).Select(static one => (one.Percent, What: $"Mailbox {one.Email}", one.Used, one.Quota, Command: $"Set-NpMailbox {one.Email} -Quota"))
            .Concat((await websites.ConfigureAwait(false)).Select(static one => (one.Percent, What: $"Website {one.Domain}", one.Used, one.Quota, Command: $"Set-NpWebsite {one.Domain} -DiskQuota")));
        return
        [
            .. full.Where(static one => one.Percent >= Near).OrderByDescending(static one => one.Percent).ThenBy(static one => one.What, StringComparer.Ordinal)
                .Select(one => new PlatformFinding(Name, one.Percent >= Full ? Verdict.Fail : Verdict.Warn, string.Create(CultureInfo.InvariantCulture, $"{one.What} uses {one.Percent:0.#} % of its quota: {Size(one.Used)} of {Size(one.Quota)}."), $"Ask its owner to remove something, or raise the quota: {one.Command} {Size(one.Quota * 2).Replace(" ", "", StringComparison.Ordinal)}")),
        ];
    }

    // Whole numbers, which -Quota accepts.
    private static string Size(long bytes) => bytes % (1L << 30) == 0 ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30} GB") : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB");
}
