using System.Globalization;
using System.Management.Automation.Host;
using System.Text;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.PowerShell.Platform;

/// <summary>A table that is drawn over itself, as long as the screen is a terminal.</summary>
/// <param name="host">The host of PowerShell.</param>
internal sealed class LiveServiceTable(PSHost host)
{
    private const string Escape = "\u001b[";

    private bool _isDrawn;

    /// <summary>Whether the host can draw it: output that goes to a file or to another program gets objects instead.</summary>
    /// <param name="host">The host of PowerShell.</param>
    public static bool IsPossible(PSHost host) => host.UI is { SupportsVirtualTerminal: true } && !Console.IsOutputRedirected;

    /// <summary>Draws the table.</summary>
    /// <param name="tests">The results.</param>
    /// <param name="now">When they were found.</param>
    public void Draw(IReadOnlyList<ServiceTest> tests, DateTimeOffset now)
    {
        var size = host.UI.RawUI.WindowSize;
        var text = new StringBuilder(_isDrawn ? Escape + "H" : Escape + "2J" + Escape + "H");
        foreach (var line in Lines(tests, now, size.Width, size.Height - 1)) text.Append(line).Append(Escape).Append("0m").Append(Escape).Append("K\r\n");
        host.UI.Write(text.Append(Escape).Append('J').ToString());
        _isDrawn = true;
    }

    /// <summary>The lines of the table. What is wrong comes first if not all fit.</summary>
    /// <param name="tests">The results.</param>
    /// <param name="now">When they were found.</param>
    /// <param name="width">The width of the screen.</param>
    /// <param name="height">The height of the screen.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<ServiceTest> tests, DateTimeOffset now, int width, int height)
    {
        const int Others = 4;
        var several = tests.Select(static test => test.Panel).Distinct().Count() > 1;
        IEnumerable<ServiceTest> shown = tests;
        if (tests.Count > height - Others) shown = tests.OrderByDescending(static test => test.Verdict).Take(Math.Max(1, height - Others - 1));
        yield return Cut(string.Create(CultureInfo.InvariantCulture, $"{now.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {Count(tests, Verdict.Pass)} passed, {Count(tests, Verdict.Warn)} warnings, {Count(tests, Verdict.Fail)} failed. Press Ctrl+C to stop."), width);
        yield return "";
        yield return Cut($"{(several ? "Panel        " : "")}Service  Protocol    Address and port         Verdict  ms    Days  Problem", width);
        var count = 0;
        foreach (var test in shown)
        {
            count++;
            yield return Color(test.Verdict) + Cut(Row(test, several), width);
        }

        if (count < tests.Count) yield return string.Create(CultureInfo.InvariantCulture, $"... and {tests.Count - count} more");
    }

    private static string Row(ServiceTest test, bool several)
    {
        var at = test.Address is null ? "" : test.Port is { } port ? new System.Net.IPEndPoint(test.Address, port).ToString() : test.Address.ToString();
        var (milliseconds, days) = (test.Latency is { } latency ? latency.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) : "", test.Certificate?.DaysLeft.ToString(CultureInfo.InvariantCulture) ?? "");
        return $"{(several ? $"{Cut(test.Panel, 12),-13}" : "")}{Cut(test.Service, 8),-9}{Cut(test.Protocol, 11),-12}{at,-25}{test.Verdict,-9}{milliseconds,-6}{days,-6}{test.Problem}";
    }

    private static int Count(IReadOnlyList<ServiceTest> tests, Verdict verdict) => tests.Count(test => test.Verdict == verdict);

    private static string Color(Verdict verdict) => verdict switch
    {
        // https://no-color.org
        _ when Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } => "",
        Verdict.Fail => Escape + "31m",
        Verdict.Warn => Escape + "33m",
        _ => "",
    };

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "\u2026";
}
