using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Something that the test of a zone has found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How bad it is: <see cref="Verdict.Warn"/> or <see cref="Verdict.Fail"/>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
[TableView("Severity:8 Kind:18 Message")]
public sealed record DnsFinding(DnsFindingKind Kind, Verdict Severity, string Message, string Advice)
{
    /// <summary>The server: its name and address, or its address and port; empty if it is about the zone as a whole.</summary>
    public string Server { get; init; } = "";

    /// <summary>The name of the record relative to the zone; empty if it is not about a record.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type of the record; empty if it is not about a record.</summary>
    public string Type { get; init; } = "";

    /// <summary>What was found; empty for nothing.</summary>
    public string Found { get; init; } = "";

    /// <summary>What the panel has; empty for nothing.</summary>
    public string Wanted { get; init; } = "";

    /// <summary>What is wrong.</summary>
    /// <returns>The message.</returns>
    public override string ToString() => Message;
}
