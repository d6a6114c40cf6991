using Nodepoint.IspConfig.Report;

namespace Nodepoint.Tests.Report;

/// <summary>Reports to show: one with every kind of content, and texts that would be markup.</summary>
internal static class ReportPages
{
    public const string Script = "<script>alert(1)</script>";
    public const string Quotes = "\"'><img src=x onerror=alert(2)>.example";
    public const string Closing = "</title></svg><svg onload=alert(3)>";

    /// <summary>A report with services, charts, tables of many rows, a matrix, and notes, all of them with texts that would be markup.</summary>
    public static ReportPage Everything { get; } = new(Script, "https://panel.example.com:8080", new DateTimeOffset(2026, 11, 30, 15, 4, 0, TimeSpan.Zero), "1.2.3",
    [
        new ReportSection("platform", "Platform")
        {
            Lead = "The services.", Figure = "2 services", Fails = 1, Warns = 1, NotChecked = [$"{Quotes} was not checked."],
            Services =
            [
                new ReportService("mail", Quotes, ["192.0.2.12", "2001:db8::12"], ReportState.Fail, [new ReportCheck("smtp 25", ReportState.Pass, "TLS 1.3, 4.2 ms"), new ReportCheck("imap 143", ReportState.Fail, "")], [new ReportFinding(ReportState.Fail, $"It greets as {Script}.", "Correct it.")]),
                new ReportService("web", "", [], ReportState.Skip, [], []),
            ],
        },
        new ReportSection("delivery", "Mail delivery")
        {
            Warns = 1,
            Tables =
            [
                new ReportTable("delivery-matrix", "Checks", [new("Domain"), .. Enumerable.Range(1, 12).Select(static at => new ReportColumn($"CHECK-{at}"))],
                    [.. Enumerable.Range(1, 3).Select(static domain => new ReportRow([new ReportCell($"customer{domain}.example"), .. Enumerable.Range(0, 12).Select(at => ReportCell.Of((ReportState)(1 + ((at + domain) % 4))) with { Detail = Quotes })]))]) { IsMatrix = true },
            ],
        },
        new ReportSection("mailboxes", "Mailboxes")
        {
            Figure = "12 mailboxes",
            Tables =
            [
                new ReportTable("mailboxes-usage", "By use", [new("Mailbox"), new("Used part"), new("Used") { IsNumber = true }],
                    [.. Enumerable.Range(1, 12).Select(static at => new ReportRow(new ReportCell($"box{at:00}@{(at == 3 ? Quotes : "customer.example")}") { Detail = at == 2 ? Script : "" }, ReportCell.OfUse(at * 9.5), ReportCell.Of(ReportText.Size(at * 700_000_000L), at * 700_000_000L)))]) { More = "5 more mailboxes are not shown." },
                new ReportTable("mailboxes-none", "Nothing", [new("Mailbox")], []) { Empty = "Nothing is here." },
            ],
        },
        new ReportSection("traffic", "Web traffic")
        {
            Charts = [ReportChart.Of(Closing, [.. Enumerable.Range(1, 12).Select(static at => ("Nov", $"2026-{at:00}", at * 1_000_000_000L))])],
            Tables = [new ReportTable("traffic-sites", "By site", [new("Website"), new("Trend"), new("What to do") { IsWide = true }],
                [new ReportRow(new ReportCell("shop.example"), new ReportCell("") { Trend = ReportTrend.Of(Closing, [1, 2, 3]) }, new ReportCell("Raise it.") { Code = $"Set-NpWebsite {Quotes}" })])],
        },
    ]);

    /// <summary>Writes a report to a file.</summary>
    /// <param name="page">The report.</param>
    /// <param name="name">The name of the file.</param>
    /// <returns>The path.</returns>
    public static string Write(ReportPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "tests", "report")).FullName;
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, new Transport.Report.ReportRenderer().Render(page));
        return file;
    }
}
