using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Report;
using Nodepoint.Transport.Report;
using Xunit;

namespace Nodepoint.Tests.Report;

public sealed partial class RendererTests
{
    private static readonly string Html = new ReportRenderer().Render(ReportPages.Everything);

    [Fact]
    public void Markup_in_names_is_text()
    {
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg onload", Html, StringComparison.Ordinal);
        Assert.DoesNotContain(ReportPages.Quotes, Html, StringComparison.Ordinal);
        Assert.Single(ScriptTag().Matches(Html));
    }

    [Fact]
    public void Quotes_do_not_end_an_attribute()
        => Assert.All(Attribute().Matches(Html), static match => Assert.DoesNotContain("onerror=alert(2)>", match.Value.Replace("&gt;", "", StringComparison.Ordinal), StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        Assert.All(Address().Matches(Html), static match => Assert.Matches("^(#[a-z-]+|data:,)$", match.Groups[1].Value));
        Assert.Contains("default-src 'none'", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", Html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_report_is_the_same_page_and_its_time_is_in_it_once()
    {
        Assert.Equal(Html, new ReportRenderer().Render(ReportPages.Everything));
        Assert.Single(Regex.Matches(Html, "2026-11-30 15:04 UTC"));
    }

    [Theory]
    [InlineData(-1, "unlimited")]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(2147483648, "2 GB")]
    [InlineData(1932735283, "1.8 GB")]
    [InlineData(524288000, "500 MB")]
    [InlineData(1099511627776, "1 TB")]
    public void Sizes_are_written_for_people(long bytes, string text) => Assert.Equal(text, ReportText.Size(bytes));

    [Fact]
    public void Characters_that_reorder_or_hide_text_are_shown_as_such()
        => Assert.Equal("a\uFFFDexe.b c", ReportText.Clean("a\u202Eexe.b\nc"));

    [Fact]
    public void A_large_table_shows_the_first_rows_and_says_how_many_more_there_are()
    {
        var table = new ReportTable("t", "T", [new("A")], [.. Enumerable.Range(0, 20_000).Select(static at => new ReportRow(new ReportCell($"{at}")))]).Limited("mailboxes", "use less");
        Assert.Equal(ReportTable.Most, table.Rows.Count);
        Assert.Equal("19,900 more mailboxes are not shown: they use less.", table.More);
    }

    [Fact]
    public void The_verdict_counts_failures_and_warnings()
    {
        Assert.Equal("1 failure and 2 warnings.", ReportPages.Everything.Verdict);
        Assert.Equal("No problems were found.", (ReportPages.Everything with { Sections = [new("a", "A")] }).Verdict);
        Assert.Equal("No problems were found in what was checked.", (ReportPages.Everything with { Sections = [new("a", "A") { NotChecked = ["It."] }] }).Verdict);
    }

    [GeneratedRegex("<script")]
    private static partial Regex ScriptTag();

    [GeneratedRegex("""(?:title|aria-label|data-sort|data-label)="[^"]*""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""(?:href|src|action)="([^"]*)""")]
    private static partial Regex Address();
}
