using Nodepoint.IspConfig.Platform.Checks;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The websites by the part of their quota that they use.</summary>
internal sealed class WebsiteSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "websites";

    /// <inheritdoc/>
    public string Title => "Websites";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        if (await draft.TryAsync("The usage of the websites was", async () => await ReportedUsage.WebsitesAsync(await context.ClientsAsync(cancel).ConfigureAwait(false), context.Platform, cancel).ConfigureAwait(false)).ConfigureAwait(false) is not { } usage) return;
        draft.Figure = $"{ReportText.Count(usage.Count, "website")}, {ReportText.Size(usage.Sum(static one => one.Used))}";
        draft.Lead = "The fullest first, as the servers last reported it. The panel reports websites that belong to clients.";
        var rows = usage.OrderByDescending(static one => one.Percent ?? -1).ThenByDescending(static one => one.Used).ThenBy(static one => one.Domain, StringComparer.Ordinal).Select(static one => new ReportRow(
            new ReportCell(ReportText.Clean(one.Domain)), ReportCell.OfUse((double?)one.Percent), ReportCell.Of(ReportText.Size(one.Used), one.Used),
            ReportCell.Of(ReportText.Size(one.Quota), one.Quota < 0 ? long.MaxValue : one.Quota), one.Files is { } files ? ReportCell.Of(ReportText.Number(files), files) : new ReportCell("not counted") { Sort = "-1" })).ToList();
        draft.Count(rows.Select(static row => row.Cells[1].State));
        draft.Tables.Add(new ReportTable("websites-usage", "Websites by use of their quota", [new("Website"), new("Used part"), new("Used") { IsNumber = true }, new("Quota") { IsNumber = true }, new("Files") { IsNumber = true }], rows) { Empty = "The panel reports no websites." }
            .Limited("websites", "use a smaller part of their quota, or have none"));
    }
}
