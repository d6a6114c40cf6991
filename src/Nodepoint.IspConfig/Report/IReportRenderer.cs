namespace Nodepoint.IspConfig.Report;

/// <summary>Makes a page of a report.</summary>
internal interface IReportRenderer
{
    /// <summary>Writes the page: one file that needs no other.</summary>
    /// <param name="page">The report.</param>
    /// <returns>The HTML text.</returns>
    string Render(ReportPage page);
}

/// <summary>Creates what makes pages. Nodepoint.Transport implements it, because templates need a package.</summary>
internal interface IReportRendererFactory
{
    /// <summary>Creates it.</summary>
    IReportRenderer CreateReportRenderer();
}
