using System.Globalization;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The certificates of the services and of the websites by the days that are left.</summary>
internal sealed class CertificateSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "certificates";

    /// <inheritdoc/>
    public string Title => "Certificates";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        var found = new List<Certificate>();
        if (!context.IsLive) draft.Note("The certificates of the services were not read, because the report was made with -NoLive.");
        else if (await draft.TryAsync("The certificates of the services were", () => context.ServicesAsync(cancel)).ConfigureAwait(false) is { } tests) found.AddRange(OfServices(tests));
        var hidden = 0;
        if (await draft.TryAsync("The certificates of the websites were", () => context.CallAsync(() => context.Platform.Lookup.Table(WebsiteNoun.Instance).ListAsync([], cancel), cancel)).ConfigureAwait(false) is { } sites)
        {
            var now = context.Connection.Time.GetUtcNow();
            var read = sites.Where(static site => site is { Active: true, Ssl: true }).Select(site => WebsiteCertificate.Of(site, now)).ToList();
            hidden = read.Count(static one => one is { NotAfter: null, LetsEncrypt: true, Problems.Length: 0 });
            found.AddRange(read.Where(static one => one.NotAfter is not null || one.Problems.Length > 0).Select(static one => new Certificate(
                one.NotAfter is null ? one.Domain : string.Join(", ", one.Names), $"website {one.Domain}", CommonName(one.Issuer), one.NotAfter, one.DaysLeft, string.Join(" ", one.Problems))));
        }

        draft.Figure = ReportText.Count(found.Count, "certificate");
        draft.Lead = $"Those that expire first are at the top.{(hidden > 0 ? $" {ReportText.Count(hidden, "website")} with Let's Encrypt {(hidden == 1 ? "is" : "are")} not listed, because the panel does not store {(hidden == 1 ? "its certificate" : "their certificates")}." : "")}";
        var rows = found.OrderBy(static one => one.DaysLeft ?? int.MinValue).ThenBy(static one => one.Names, StringComparer.Ordinal).ThenBy(static one => one.Use, StringComparer.Ordinal).Select(one => Row(one, context)).ToList();
        draft.Count(rows.Select(static row => row.Cells[0].State));
        draft.Tables.Add(new ReportTable("certificates-list", "Certificates by days left", [new("Names"), new("Days left") { IsNumber = true }, new("Expires") { IsShort = true }, new("Used by") { IsWide = true }, new("Issuer")], rows) { Empty = "No certificates were found." }
            .Limited("certificates", "have more days left"));
    }

    // Services share certificates.
    private static IEnumerable<Certificate> OfServices(IReadOnlyList<ServiceTest> tests)
        => tests.Where(static test => test.Certificate is not null).GroupBy(static test => (Names: string.Join(", ", test.Certificate!.Names), test.Certificate.Issuer, test.Certificate.NotAfter)).Select(static one => new Certificate(
            one.Key.Names.Length > 0 ? one.Key.Names : CommonName(one.First().Certificate!.Subject), string.Join(", ", one.GroupBy(static test => test.Service).Select(static service => $"{service.Key} ({string.Join(", ", service.Select(static test => test.Protocol).Distinct())})")),
            CommonName(one.Key.Issuer), one.Key.NotAfter, one.First().Certificate!.DaysLeft, ""));

    private static ReportRow Row(Certificate one, ReportContext context)
    {
        var state = one.DaysLeft is not { } days || days < context.CriticalDays ? ReportState.Fail : days < context.WarningDays || one.Problem.Length > 0 ? ReportState.Warn : ReportState.None;
        return new ReportRow(
            new ReportCell(ReportText.Clean(one.Names)) { State = state, Detail = ReportText.Clean(one.Problem) },
            one.DaysLeft is { } left ? ReportCell.Of(left.ToString(CultureInfo.InvariantCulture), left) with { State = state } : new ReportCell("none") { Sort = "-99999" },
            new ReportCell(one.NotAfter is { } end ? ReportText.Date(end) : "no certificate"), new ReportCell(ReportText.Clean(one.Use)), new ReportCell(ReportText.Clean(one.Issuer)));
    }

    private static string CommonName(string name)
        => name.Split(", ").FirstOrDefault(static part => part.StartsWith("CN=", StringComparison.OrdinalIgnoreCase)) is { } common ? common[3..] : name;

    private sealed record Certificate(string Names, string Use, string Issuer, DateTimeOffset? NotAfter, int? DaysLeft, string Problem);
}
