using System.Globalization;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The traffic of the websites by month.</summary>
internal sealed class TrafficSection : IReportSection
{
    private const int Months = 12;

    /// <inheritdoc/>
    public string Id => "traffic";

    /// <inheritdoc/>
    public string Title => "Web traffic";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        var client = context.Connection.LoggedInClient?.Id ?? 0;
        if (await draft.TryAsync("The traffic was", async () => (await MonthlyTraffic.ReadAsync(new SiteUsage(context.Connection), client, Months, call => context.CallAsync(call, cancel), cancel).ConfigureAwait(false)).ToTuple()).ConfigureAwait(false) is not var (months, sites)) return;
        draft.Lead = "What the active websites sent in each of the last twelve months; the last one is not over yet.";
        draft.Figure = $"{ReportText.Size(sites.Sum(static site => site.Bytes[^1]))} this month";
        if (sites.Count == 0)
        {
            draft.Tables.Add(new ReportTable("traffic-sites", "Traffic by website", [new("Website")], []) { Empty = "The panel reports no traffic." });
            return;
        }

        draft.Charts.Add(ReportChart.Of("Traffic of all websites by month", [.. months.Select((month, at) => (Label(month), Name(month), sites.Sum(site => site.Bytes[at])))]));
        var rows = sites.OrderByDescending(static site => site.Bytes.Sum()).ThenBy(static site => site.Domain, StringComparer.Ordinal).Select(site => new ReportRow(
            new ReportCell(ReportText.Clean(site.Domain)),
            new ReportCell("") { Trend = ReportTrend.Of($"Traffic of {ReportText.Clean(site.Domain)} by month, from {Name(months[0])} to {Name(months[^1])}", site.Bytes), Sort = ReportText.Plain(site.Bytes.Sum()) },
            Cell(site.Bytes[^1]), Cell(site.Bytes[^2]), Cell(site.Bytes.Sum()))).ToList();
        draft.Tables.Add(new ReportTable("traffic-sites", "Traffic by website", [new("Website"), new("Twelve months"), new("This month") { IsNumber = true }, new("Last month") { IsNumber = true }, new("In total") { IsNumber = true }], rows)
            .Limited("websites", "had less traffic"));
    }

    private static ReportCell Cell(long bytes) => ReportCell.Of(ReportText.Size(bytes), bytes);

    private static string Label(DateTime month) => month.ToString("MMM", CultureInfo.InvariantCulture);

    private static string Name(DateTime month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
