using System.Globalization;
using System.Net;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>What one protocol of a service answers on one address.</summary>
/// <param name="Panel">The name of the saved panel.</param>
/// <param name="Service">The service, as the platform profile names it.</param>
/// <param name="Protocol">The protocol, such as smtp; <c>others</c> for those that must not answer on the address.</param>
[TableView("Service:8 Address:15 Port:5> Protocol:11 Verdict:7 Problem")]
public sealed record ServiceTest(string Panel, string Service, string Protocol)
{
    /// <summary>The protocol of the tests of what must not answer.</summary>
    internal const string Others = "others";

    /// <summary>The host name of the service; empty if the profile has none.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The address; null if the service has none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port; null if it is not about one port.</summary>
    public int? Port { get; init; }

    /// <summary>Pass without findings, else the worst of them.</summary>
    public Verdict Verdict => Findings.Length == 0 ? Verdict.Pass : Findings.Max(static finding => finding.Severity);

    /// <summary>The worst finding, and how many more there are; empty without findings.</summary>
    public string Problem => Findings switch
    {
        [] => "",
        [var only] => only.Message,
        [var first, ..] => string.Create(CultureInfo.InvariantCulture, $"({Findings.Length} findings) {first.Message}"),
    };

    /// <summary>The first line that the service sent, without control characters; empty for none.</summary>
    public string Banner { get; init; } = "";

    /// <summary>The version of TLS, such as Tls13; empty without TLS.</summary>
    public string TlsVersion { get; init; } = "";

    /// <summary>The certificate; null without TLS.</summary>
    public ServiceCertificate? Certificate { get; init; }

    /// <summary>How long the first bytes of the answer took, with the connection; null without an answer.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The same in milliseconds, to a tenth.</summary>
    public double? LatencyMs => Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 1) : null;

    /// <summary>When the test began.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What was found, the worst first.</summary>
    public ServiceFinding[] Findings { get; init; } = [];

    /// <summary>Where it was tested, for messages and labels: <c>mail imap 192.0.2.12:143</c>.</summary>
    internal string Label => string.Create(CultureInfo.InvariantCulture, $"{Service} {Protocol}{(Address is null ? "" : $" {(Port is { } port ? new IPEndPoint(Address, port).ToString() : Address.ToString())}")}");

    /// <summary>The service, the protocol, and the verdict.</summary>
    /// <returns>Such as <c>mail imap Pass</c>.</returns>
    public override string ToString() => $"{Service} {Protocol} {Verdict}";
}
