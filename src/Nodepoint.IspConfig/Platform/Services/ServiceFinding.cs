using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Something that the test of a service has found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How bad it is: <see cref="Verdict.Warn"/> or <see cref="Verdict.Fail"/>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
[TableView("Severity:8 Kind:22 Message")]
public sealed record ServiceFinding(ServiceFindingKind Kind, Verdict Severity, string Message, string Advice)
{
    /// <summary>What is wrong.</summary>
    /// <returns>The message.</returns>
    public override string ToString() => Message;
}
