using System.Collections.Concurrent;
using PuppeteerSharp;
using PuppeteerSharp.Media;
using Xunit;

namespace Nodepoint.Tests.Report;

/// <summary>Opens reports from the disk in headless Chromium: that of all kinds of content, and that of the documentation.</summary>
public sealed class ChromiumTests : IAsyncLifetime
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    // The names that Debian and others give it.
    private static readonly string? Chromium = new[] { "chromium", "chromium-browser", "google-chrome" }.SelectMany(static name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    private static readonly string Everything = new Transport.Report.ReportRenderer().Render(ReportPages.Everything);
    private static readonly string Facts = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Nodepoint.Tests", "Report", "ReportPageFacts.js"));

    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private IBrowser? _browser;

    public static TheoryData<string> Reports => ["everything.html", "report.html"];

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null) return;
        // Chromium's own sandbox does not start as root. Nothing is downloaded: the installed Chromium is used.
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = Chromium, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Nothing_is_requested_and_nothing_goes_wrong(string report)
    {
        var (page, file) = await OpenAsync(report, Wide);
        await page.EvaluateExpressionAsync("window.scrollTo(0, document.body.scrollHeight)");
        foreach (var button in (await page.QuerySelectorAllAsync("th button")).Take(3)) await button.ClickAsync();
        Assert.Empty(_said);
        Assert.Equal([new Uri(file).AbsoluteUri], _requests.Where(static one => one != "data:,"));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task It_is_accessible_in_both_themes_on_wide_and_narrow_screens(string report)
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            foreach (var width in new[] { Wide, Narrow })
            {
                var (page, _) = await OpenAsync(report, width);
                await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = theme }]);
                Assert.Empty(await page.EvaluateFunctionAsync<string[]>(Facts));
                await page.ScreenshotAsync(Path.Combine(Repository.Root, "artifacts", "tests", "report", $"{Path.GetFileNameWithoutExtension(report)}-{theme}-{width}.png"), new ScreenshotOptions { FullPage = true });
                await page.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task Tables_sort_and_filter()
    {
        var (page, _) = await OpenAsync("everything.html", Wide);
        const string first = "document.querySelector('[aria-labelledby=mailboxes-usage] tbody tr:not([hidden]) th').textContent";
        await page.ClickAsync("table[aria-labelledby=mailboxes-usage] th:nth-child(2) button");
        Assert.StartsWith("box01@", await page.EvaluateExpressionAsync<string>(first), StringComparison.Ordinal);
        await page.ClickAsync("table[aria-labelledby=mailboxes-usage] th:nth-child(2) button");
        Assert.StartsWith("box12@", await page.EvaluateExpressionAsync<string>(first), StringComparison.Ordinal);
        Assert.Equal("descending", await page.EvaluateExpressionAsync<string>("document.querySelector('[aria-labelledby=mailboxes-usage] th:nth-child(2)').getAttribute('aria-sort')"));
        await page.TypeAsync("#mailboxes .filter input", "BOX07");
        Assert.StartsWith("box07@", await page.EvaluateExpressionAsync<string>(first), StringComparison.Ordinal);
        Assert.Equal(1, await page.EvaluateExpressionAsync<int>("[...document.querySelectorAll('[aria-labelledby=mailboxes-usage] tbody tr')].filter(row => row.checkVisibility()).length"));
        Assert.Equal("1 of 12", await page.EvaluateExpressionAsync<string>("document.querySelector('#mailboxes [role=status]').textContent"));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task It_reads_without_script()
    {
        var (page, _) = await OpenAsync("everything.html", Narrow, isScripted: false);
        var text = await page.EvaluateExpressionAsync<string>("document.body.innerText");
        Assert.Contains("box12@customer.example", text, StringComparison.Ordinal);
        Assert.Contains("5 more mailboxes are not shown.", text, StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateExpressionAsync<int>("document.querySelectorAll('button, input').length"));
        Assert.Empty(await page.EvaluateFunctionAsync<string[]>(Facts));
    }

    [Fact]
    public async Task Markup_of_names_does_nothing_even_without_the_policy()
    {
        var (page, _) = await OpenAsync("everything.html", Wide);
        await page.SetContentAsync(Everything.Replace("http-equiv=\"Content-Security-Policy\"", "data-none=\"\"", StringComparison.Ordinal));
        Assert.Equal(0, await page.EvaluateExpressionAsync<int>("document.querySelectorAll('img, script:not(:last-of-type), [onload], [onerror]').length"));
        Assert.Equal(ReportPages.Script, await page.EvaluateExpressionAsync<string>("document.querySelector('h1').textContent"));
        Assert.Empty(_said);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task It_prints_on_A4(string report)
    {
        var (page, _) = await OpenAsync(report, Wide);
        var file = Path.Combine(Repository.Root, "artifacts", "tests", "report", Path.ChangeExtension(report, ".pdf"));
        await page.PdfAsync(file, new PdfOptions { PreferCSSPageSize = true, PrintBackground = false });
        Assert.True(new FileInfo(file).Length > 10_000);
        await page.EmulateMediaTypeAsync(MediaType.Print);
        // The width of an A4 page less its margins, in CSS pixels.
        await page.SetViewportAsync(new ViewPortOptions { Width = (int)((210 - 26) / 25.4 * 96), Height = 1000 });
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the report is wider than the page");
        Assert.Equal("0", await page.EvaluateExpressionAsync<string>("String([...document.querySelectorAll('.filter')].filter(one => one.checkVisibility()).length)"));
    }

    private async Task<(IPage Page, string File)> OpenAsync(string report, int width, bool isScripted = true)
    {
        Assert.SkipWhen(_browser is null, "THE REPORT WAS NOT OPENED: Chromium is not installed. Install Debian's package chromium.");
        var file = report == "everything.html" ? ReportPages.Write(ReportPages.Everything, report) : Path.Combine(Repository.Root, "docs", report);
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "tests", "report"));
        var page = await _browser!.NewPageAsync();
        page.Console += (_, said) => _said.Enqueue($"{said.Message.Type}: {said.Message.Text}");
        page.PageError += (_, error) => _said.Enqueue(error.Message);
        page.Dialog += (_, dialog) => _said.Enqueue($"dialog: {dialog.Dialog.Message}");
        page.Request += (_, request) => _requests.Enqueue(request.Request.Url);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.SetJavaScriptEnabledAsync(isScripted);
        await page.GoToAsync(new Uri(file).AbsoluteUri);
        return (page, file);
    }
}
