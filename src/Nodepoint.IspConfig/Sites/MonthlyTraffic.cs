using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The traffic of a website by month.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Bytes">The bytes of each month, the oldest first; this month so far is the last.</param>
internal sealed record MonthlyTraffic(string Domain, IReadOnlyList<long> Bytes)
{
    /// <summary>Reads the traffic of all active websites. The panel tells the sum of the last days only, so a month is the difference of two sums.</summary>
    /// <param name="usage">The panel's measurements.</param>
    /// <param name="clientId">The ID of the client; 0 for all.</param>
    /// <param name="months">How many months, this one included.</param>
    /// <param name="call">Sends a request when fewer than the limit are in flight.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The first days of the months, and the websites in the panel's order; those without a measurement are left out.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public static async Task<(IReadOnlyList<DateTime> Months, IReadOnlyList<MonthlyTraffic> Sites)> ReadAsync(SiteUsage usage, long clientId, int months, Func<Func<Task<List<WebsiteTraffic>>>, Task<List<WebsiteTraffic>>> call, CancellationToken cancel)
    {
        var today = usage.Today;
        var first = new DateTime(today.Year, today.Month, 1);
        DateTime[] starts = [.. Enumerable.Range(1 - months, months).Select(first.AddMonths)];
        // The last days are counted with today.
        var sums = await Task.WhenAll(starts.Select(start => call(() => usage.TrafficAsync(clientId, (today - start).Days + 1, cancel)))).ConfigureAwait(false);
        var bySite = sums.Select(static sum => sum.ToDictionary(static site => site.WebsiteId, static site => site.LastDays ?? 0)).ToArray();
        return (starts, [.. sums[0].Where(static site => site.LastDays is not null).Select(site => new MonthlyTraffic(site.Domain, [.. starts.Select((_, at) => Math.Max(0, SumFrom(at, site) - SumFrom(at + 1, site)))]))]);

        long SumFrom(int month, WebsiteTraffic site) => month < bySite.Length ? bySite[month].GetValueOrDefault(site.WebsiteId) : 0;
    }
}
