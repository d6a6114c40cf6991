using System.Globalization;

namespace Nodepoint.IspConfig.Report;

/// <summary>A report on a panel and its platform, as plain data. A renderer makes a page of it.</summary>
/// <param name="Panel">The name of the connection.</param>
/// <param name="Address">The address of the panel.</param>
/// <param name="Time">When the report was made.</param>
/// <param name="ModuleVersion">The version of the module.</param>
/// <param name="Sections">The sections, in order.</param>
internal sealed record ReportPage(string Panel, string Address, DateTimeOffset Time, string ModuleVersion, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>The time as a text, in UTC.</summary>
    public string Created => ReportText.Time(Time);

    /// <summary>The time for programs.</summary>
    public string Machine => Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>How many failures the report has.</summary>
    public int Fails => Sections.Sum(static one => one.Fails);

    /// <summary>How many warnings the report has.</summary>
    public int Warns => Sections.Sum(static one => one.Warns);

    /// <summary>The sections of which something was not checked.</summary>
    public int Unchecked => Sections.Count(static one => one.NotChecked.Count > 0);

    /// <summary>The verdict in words.</summary>
    public string Verdict => (Fails, Warns) switch
    {
        (0, 0) => Unchecked == 0 ? "No problems were found." : "No problems were found in what was checked.",
        (0, _) => $"{ReportText.Count(Warns, "warning")}, no failures.",
        (_, 0) => $"{ReportText.Count(Fails, "failure")}.",
        _ => $"{ReportText.Count(Fails, "failure")} and {ReportText.Count(Warns, "warning")}.",
    };
}

/// <summary>A section of a report.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Title">The heading.</param>
internal sealed record ReportSection(string Id, string Title)
{
    /// <summary>What the section shows, in a sentence.</summary>
    public string Lead { get; init; } = "";

    /// <summary>A figure that sums it up for the top of the page, such as <c>8 zones</c>.</summary>
    public string Figure { get; init; } = "";

    /// <summary>How many failures it has.</summary>
    public int Fails { get; init; }

    /// <summary>How many warnings it has.</summary>
    public int Warns { get; init; }

    /// <summary>What was not checked, and why, each a sentence.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    /// <summary>The services of the platform map.</summary>
    public IReadOnlyList<ReportService> Services { get; init; } = [];

    /// <summary>The charts.</summary>
    public IReadOnlyList<ReportChart> Charts { get; init; } = [];

    /// <summary>The tables.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>The mark for the top of the page.</summary>
    public ReportState State => Fails > 0 ? ReportState.Fail : Warns > 0 ? ReportState.Warn : NotChecked.Count > 0 ? ReportState.Skip : ReportState.Pass;

    /// <summary>The problems in words.</summary>
    public string Problems => (Fails, Warns) switch
    {
        (0, 0) => State == ReportState.Skip ? "not all checked" : "no problems",
        (0, _) => ReportText.Count(Warns, "warning"),
        (_, 0) => ReportText.Count(Fails, "failure"),
        _ => $"{ReportText.Count(Fails, "failure")}, {ReportText.Count(Warns, "warning")}",
    };
}
