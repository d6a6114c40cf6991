using System.Globalization;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Results as a plugin of Nagios and Icinga prints them: one line with performance data, and an exit code (Monitoring Plugins Development Guidelines).</summary>
internal static class NagiosReport
{
    private const int MostProblems = 5;
    private const int Unknown = 3;

    private static readonly string[] States = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    /// <summary>Writes the line.</summary>
    /// <param name="tests">The results.</param>
    /// <param name="errors">Why something could not be tested.</param>
    /// <param name="options">How services were tested.</param>
    /// <returns>The line, and the exit code: 0 is OK, 1 a warning, 2 critical, and 3 unknown.</returns>
    public static (string Line, int ExitCode) Write(IReadOnlyList<ServiceTest> tests, IReadOnlyList<string> errors, ServiceOptions options)
    {
        var worst = tests.Count == 0 ? Unknown : (int)tests.Max(static test => test.Verdict);
        // What is known to be critical is not hidden by what is unknown.
        var state = errors.Count > 0 && worst < (int)Verdict.Fail ? Unknown : worst;
        var several = tests.Select(static test => test.Panel).Distinct().Count() > 1;
        string[] problems = [.. errors, .. tests.Where(static test => test.Verdict != Verdict.Pass).OrderByDescending(static test => test.Verdict).Select(test => (several ? test.Panel + ": " : "") + test.Findings[0].Message.TrimEnd('.'))];
        var summary = tests.Count == 0 ? "nothing was tested"
            : string.Create(CultureInfo.InvariantCulture, $"{tests.Count(static test => test.Verdict == Verdict.Pass)} of {tests.Count} checks passed");
        var more = problems.Length > MostProblems ? string.Create(CultureInfo.InvariantCulture, $"; and {problems.Length - MostProblems} more") : "";
        var text = problems.Length == 0 ? summary : $"{summary}: {string.Join("; ", problems.Take(MostProblems))}{more}";
        var data = string.Join(' ', tests.SelectMany(test => Data(test, several, options)));
        return ($"SERVICES {States[state]} - {Plain(text)}{(data.Length > 0 ? " | " + data : "")}", state);
    }

    private static IEnumerable<string> Data(ServiceTest test, bool several, ServiceOptions options)
    {
        var label = Plain((several ? test.Panel + " " : "") + test.Label).Replace("'", "", StringComparison.Ordinal).Replace("=", "", StringComparison.Ordinal);
        if (test.Latency is { } latency) yield return string.Create(CultureInfo.InvariantCulture, $"'{label}'={latency.TotalSeconds:0.0000}s;;;0;{options.Timeout.TotalSeconds:0.###}");
        // Alerts are below a number of days, not above.
        if (test.Certificate is { } certificate) yield return string.Create(CultureInfo.InvariantCulture, $"'{label} days'={certificate.DaysLeft};{options.WarningDays}:;{options.CriticalDays}:");
    }

    // A bar begins the performance data, and a second line would be other data.
    private static string Plain(string text) => text.Replace('|', '/').ReplaceLineEndings(" ");
}
