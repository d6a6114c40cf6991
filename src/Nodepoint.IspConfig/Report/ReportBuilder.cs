using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Report.Sections;

namespace Nodepoint.IspConfig.Report;

/// <summary>Gathers a report.</summary>
internal static class ReportBuilder
{
    private static readonly IReportSection[] All =
    [
        new PlatformSection(), new ZoneSection(), new DeliverySection(), new MailboxSection(), new WebsiteSection(), new TrafficSection(), new CertificateSection(), new LimitSection(), new JobSection(),
    ];

    // A state is read with as many requests in flight as all the others together.
    private static readonly IReportSection Last = new ChangeSection();

    /// <summary>Gathers all sections, most of them at the same time.</summary>
    /// <param name="context">What the report is about.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public static async Task<ReportPage> BuildAsync(ReportContext context, CancellationToken cancel)
    {
        var time = context.Connection.Time.GetUtcNow();
        context.Progress.Begin("Sections", All.Length);
        List<ReportSection> sections = [.. await Task.WhenAll(All.Select(section => GatherAsync(section, context, cancel))).ConfigureAwait(false)];
        if (context.Since is not null) sections.Add(await GatherAsync(Last, context, cancel).ConfigureAwait(false));
        return new ReportPage(ReportText.Clean(context.Connection.Name), context.Connection.Uri.GetLeftPart(UriPartial.Authority), time, context.ModuleVersion, sections);
    }

    private static async Task<ReportSection> GatherAsync(IReportSection section, ReportContext context, CancellationToken cancel)
    {
        var draft = new SectionDraft(section.Id, section.Title);
        await section.GatherAsync(draft, context, cancel).ConfigureAwait(false);
        context.Progress.Add();
        return draft.Finish();
    }
}
