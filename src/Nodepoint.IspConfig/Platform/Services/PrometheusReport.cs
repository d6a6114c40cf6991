using System.Globalization;
using System.Text;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Results as Prometheus reads them (text exposition format 0.0.4).</summary>
internal static class PrometheusReport
{
    /// <summary>Writes all metrics.</summary>
    /// <param name="tests">The results.</param>
    /// <param name="now">The time of the results.</param>
    public static string Write(IReadOnlyList<ServiceTest> tests, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Metric(text, "nodepoint_service_up", "Whether the service answered in its protocol.", tests.Where(static test => test.Port is not null), static test => Number(IsUp(test) ? 1 : 0));
        Metric(text, "nodepoint_service_verdict", "The verdict of the check: 0 is Pass, 1 is Warn, 2 is Fail.", tests, static test => Number((int)test.Verdict));
        Metric(text, "nodepoint_service_latency_seconds", "How long the first bytes of the answer took, with the connection.", tests, static test => test.Latency is { } latency ? Number(latency.TotalSeconds) : null);
        Metric(text, "nodepoint_service_certificate_expiry_timestamp_seconds", "When the certificate of the service expires.", tests, static test => test.Certificate is { } certificate ? Number(certificate.NotAfter.ToUnixTimeSeconds()) : null);
        var findings = tests.SelectMany(static test => test.Findings.GroupBy(static one => one.Kind).Select(kind => (Test: test, kind.Key, Count: kind.Count()))).ToList();
        Header(text, "nodepoint_service_findings", "How many findings of a kind the check has.");
        foreach (var (test, kind, count) in findings) Sample(text, "nodepoint_service_findings", [.. Labels(test), ("kind", kind.ToString())], Number(count));
        Header(text, "nodepoint_service_last_check_timestamp_seconds", "When the services were checked.");
        foreach (var panel in tests.Select(static test => test.Panel).Distinct()) Sample(text, "nodepoint_service_last_check_timestamp_seconds", [("panel", panel)], Number(now.ToUnixTimeSeconds()));
        return text.ToString();
    }

    private static bool IsUp(ServiceTest test) => !Array.Exists(test.Findings, static one => one.Kind is ServiceFindingKind.NoAnswer or ServiceFindingKind.WrongProtocol or ServiceFindingKind.TlsFailed) && test.Latency is not null;

    private static void Metric(StringBuilder text, string name, string help, IEnumerable<ServiceTest> tests, Func<ServiceTest, string?> value)
    {
        Header(text, name, help);
        foreach (var test in tests)
            if (value(test) is { } number) Sample(text, name, Labels(test), number);
    }

    private static void Header(StringBuilder text, string name, string help) => text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(" gauge\n");

    private static (string Name, string Value)[] Labels(ServiceTest test) =>
    [
        ("panel", test.Panel), ("service", test.Service), ("protocol", test.Protocol), ("host", test.HostName), ("address", test.Address?.ToString() ?? ""), ("port", test.Port?.ToString(CultureInfo.InvariantCulture) ?? ""),
    ];

    private static void Sample(StringBuilder text, string name, IReadOnlyList<(string Name, string Value)> labels, string value)
        => text.Append(name).Append('{').AppendJoin(',', labels.Select(static label => $"{label.Name}=\"{Escape(label.Value)}\"")).Append("} ").Append(value).Append('\n');

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
