namespace Nodepoint.IspConfig.Report;

/// <summary>A table of a report.</summary>
/// <param name="Id">The anchor of its caption.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The columns. The first one names the row.</param>
/// <param name="Rows">The rows, the most important first.</param>
internal sealed record ReportTable(string Id, string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>The most rows that a table shows of a large panel.</summary>
    public const int Most = 100;

    /// <summary>What is said where there are no rows.</summary>
    public string Empty { get; init; } = "";

    /// <summary>What is said about rows that are not shown; empty if all are.</summary>
    public string More { get; init; } = "";

    /// <summary>Whether it has many narrow columns, which stay beside each other on a narrow screen.</summary>
    public bool IsMatrix { get; init; }

    /// <summary>Limits the rows to the first ones.</summary>
    /// <param name="what">What the rows are, in the plural.</param>
    /// <param name="about">What the rows that are left out have in common, such as <c>use less of their quota</c>.</param>
    public ReportTable Limited(string what, string about) => Rows.Count <= Most ? this
        : this with { Rows = [.. Rows.Take(Most)], More = $"{ReportText.Number(Rows.Count - Most)} more {what} are not shown: they {about}." };
}

/// <summary>A column of a table.</summary>
/// <param name="Title">The heading.</param>
internal sealed record ReportColumn(string Title)
{
    /// <summary>Whether its cells are numbers, which are aligned to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it has texts that are not broken, such as dates.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether it has long texts, which get the space that is left.</summary>
    public bool IsWide { get; init; }
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">The cells, one for each column.</param>
internal sealed record ReportRow(params ReportCell[] Cells);

/// <summary>A cell of a table.</summary>
/// <param name="Text">The text.</param>
internal sealed record ReportCell(string Text)
{
    /// <summary>What the column is sorted by; null for the text.</summary>
    public string? Sort { get; init; }

    /// <summary>How it is marked.</summary>
    public ReportState State { get; init; }

    /// <summary>The length of a bar; null for no bar.</summary>
    public double? Percent { get; init; }

    /// <summary>A second, smaller text; empty for none.</summary>
    public string Detail { get; init; } = "";

    /// <summary>A command that corrects it; empty for none.</summary>
    public string Code { get; init; } = "";

    /// <summary>A small chart; null for none.</summary>
    public ReportTrend? Trend { get; init; }

    /// <summary>The length of the bar in the unit of a drawing that is 100 wide.</summary>
    public double Length => Math.Clamp(Percent ?? 0, 0, 100);

    /// <summary>The state and its text, for cells that show a state only.</summary>
    /// <param name="state">The state.</param>
    public static ReportCell Of(ReportState state) => new(ReportStates.Word(state))
    {
        State = state, Sort = state switch { ReportState.Fail => "0", ReportState.Warn => "1", ReportState.Skip => "2", _ => "3" },
    };

    /// <summary>A number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sort">What it is sorted by.</param>
    public static ReportCell Of(string text, long sort) => new(text) { Sort = ReportText.Plain(sort) };

    /// <summary>A bar of a limit.</summary>
    /// <param name="percent">The part that is used; null for no limit.</param>
    /// <param name="isExceeded">Whether the limit is exceeded, if using all of it is allowed.</param>
    public static ReportCell OfUse(double? percent, bool? isExceeded = null) => percent is not { } part ? new("no limit") { Sort = "-1" }
        : new(ReportText.Percent(part)) { Percent = part, State = ReportStates.OfUse(part, isExceeded), Sort = ReportText.Plain(part) };
}
