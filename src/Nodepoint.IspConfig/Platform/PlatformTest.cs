using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform;

/// <summary>The platform profile of a panel, checked against the panel, the DNS, and the live services.</summary>
/// <param name="Panel">The name of the connection.</param>
/// <param name="Findings">What was found, the worst first.</param>
public sealed record PlatformTest(string Panel, PlatformFinding[] Findings) : IPanelResult
{
    /// <summary>Pass without findings, else the worst of them.</summary>
    public Verdict Verdict => Findings.Length == 0 ? Verdict.Pass : Findings.Max(static finding => finding.Severity);

    /// <summary>The worst finding, and how many more there are; empty without findings.</summary>
    public string Problem => Findings switch
    {
        [] => "",
        [var only] => only.Found,
        [var first, ..] => string.Create(CultureInfo.InvariantCulture, $"({Findings.Length} findings) {first.Found}"),
    };

    /// <summary>The path of the profile; empty if the panel has none.</summary>
    public string Profile { get; init; } = "";

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The panel and the verdict.</summary>
    /// <returns>Such as <c>prod Pass</c>.</returns>
    public override string ToString() => $"{Panel} {Verdict}";
}
