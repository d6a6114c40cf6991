using System.Net;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>The result of evaluating SPF for a sending address (RFC 7208).</summary>
/// <param name="Domain">The domain whose record was evaluated.</param>
/// <param name="IPAddress">The address that sends.</param>
/// <param name="Result">The result.</param>
[TableView("Domain:24 IPAddress:22 Result:9 Mechanism")]
public sealed record SpfEvaluation(string Domain, IPAddress IPAddress, SpfResult Result)
{
    /// <summary>The sender's email address.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The name that the sending host gives.</summary>
    public string Helo { get; init; } = "";

    /// <summary>The term of the record that decided; empty if none did.</summary>
    public string Mechanism { get; init; } = "";

    /// <summary>How many terms needed the DNS, of at most 10 (RFC 7208 4.6.4).</summary>
    public int LookupCount { get; init; }

    /// <summary>How many look-ups found nothing, of at most 2 (RFC 7208 4.6.4).</summary>
    public int VoidLookupCount { get; init; }

    /// <summary>The explanation that the domain gives for a failure; empty if it gives none.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>The SPF record of the domain; empty if it has none.</summary>
    public string Record { get; init; } = "";

    /// <summary>Why the result is an error; empty for other results.</summary>
    public string Problem { get; init; } = "";
}
