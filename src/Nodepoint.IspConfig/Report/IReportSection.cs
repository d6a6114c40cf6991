namespace Nodepoint.IspConfig.Report;

/// <summary>Gathers a section of a report.</summary>
internal interface IReportSection
{
    /// <summary>The anchor.</summary>
    string Id { get; }

    /// <summary>The heading.</summary>
    string Title { get; }

    /// <summary>Gathers it.</summary>
    /// <param name="draft">Receives it.</param>
    /// <param name="context">What it is about.</param>
    /// <param name="cancel">Cancels the operation.</param>
    Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel);
}
