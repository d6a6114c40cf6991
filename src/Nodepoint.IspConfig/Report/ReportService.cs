namespace Nodepoint.IspConfig.Report;

/// <summary>A service on the platform map.</summary>
/// <param name="Name">The name in the platform profile.</param>
/// <param name="HostName">The host name; empty for none.</param>
/// <param name="Addresses">The addresses.</param>
/// <param name="State">The worst of its checks.</param>
/// <param name="Checks">What was asked.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record ReportService(string Name, string HostName, IReadOnlyList<string> Addresses, ReportState State, IReadOnlyList<ReportCheck> Checks, IReadOnlyList<ReportFinding> Findings);

/// <summary>What a protocol of a service answered.</summary>
/// <param name="Name">The protocol and the port, such as <c>imap 143</c>.</param>
/// <param name="State">The result.</param>
/// <param name="Detail">What else is known, such as the version of TLS; empty for nothing.</param>
internal sealed record ReportCheck(string Name, ReportState State, string Detail)
{
    /// <summary>The result in a word.</summary>
    public string Word => ReportStates.Word(State);
}

/// <summary>Something that is wrong.</summary>
/// <param name="State">How bad it is.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
internal sealed record ReportFinding(ReportState State, string Message, string Advice)
{
    /// <summary>How bad it is, in a word.</summary>
    public string Word => ReportStates.Word(State);
}
