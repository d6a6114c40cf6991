using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>The SPF policy of a domain as the zone on the panel has it (RFC 7208): which addresses may send its mail.</summary>
/// <param name="Domain">The domain.</param>
[ResultOf(typeof(MailDomain))]
[TableView("Domain:24 All:8 LookupCount:11> Record")]
public sealed record SpfPolicy([property: Key] string Domain) : IPanelResult
{
    /// <summary>The mechanisms in order, without <c>all</c>.</summary>
    public string[] Mechanisms { get; init; } = [];

    /// <summary>What is said of addresses that no mechanism names; null if nothing is said.</summary>
    public SpfAll? All { get; init; }

    /// <summary>The domain whose policy is used if no mechanism matches; empty for none.</summary>
    public string Redirect { get; init; } = "";

    /// <summary>How many terms need the DNS, with those of the records that it includes, of at most 10 (RFC 7208 4.6.4).</summary>
    public int LookupCount { get; init; }

    /// <summary>The text of the record; empty if there is no record.</summary>
    public string Record { get; init; } = "";

    /// <summary>What is wrong with the policy, and what could not be checked; empty if nothing is.</summary>
    public string[] Problems { get; init; } = [];

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>Reads the parts of a record.</summary>
    /// <param name="domain">Its domain.</param>
    /// <param name="record">The text.</param>
    /// <returns>The policy, without what has to be looked up; null if the text is not a valid record.</returns>
    internal static SpfPolicy? TryRead(string domain, string record)
    {
        if (!SpfRecord.IsSpf(record)) return null;
        try
        {
            var parsed = SpfRecord.Parse(record);
            return new SpfPolicy(domain)
            {
                Record = record,
                Mechanisms = [.. parsed.Mechanisms.Where(static mechanism => mechanism.Kind != SpfMechanismKind.All).Select(static mechanism => mechanism.Text)],
                All = parsed.All?.Result switch { SpfResult.Pass => SpfAll.Pass, SpfResult.Neutral => SpfAll.Neutral, SpfResult.SoftFail => SpfAll.SoftFail, SpfResult.Fail => SpfAll.Fail, _ => null },
                Redirect = parsed.Redirect?.Text ?? "",
                LookupCount = parsed.Lookups.Count(),
            };
        }
        catch (SpfException) { return null; }
    }
}
