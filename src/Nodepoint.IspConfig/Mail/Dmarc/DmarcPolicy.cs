using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>The DMARC policy of a domain as the zone on the panel has it (RFC 7489), with the defaults of what its record does not say.</summary>
/// <param name="Domain">The domain.</param>
[ResultOf(typeof(MailDomain))]
[TableView("Domain:24 Policy:10 SubdomainPolicy:15 Percent:7> Record")]
public sealed record DmarcPolicy([property: Key] string Domain) : IPanelResult
{
    /// <summary>What receivers should do with mail that fails; null if there is no policy.</summary>
    public DmarcAction? Policy { get; init; }

    /// <summary>What receivers should do with mail from subdomains that fails. The default is that of the domain.</summary>
    public DmarcAction? SubdomainPolicy { get; init; }

    /// <summary>The percentage of the mail that the policy is used for; 100 by default.</summary>
    public int? Percent { get; init; }

    /// <summary>The addresses that get a summary of all mail.</summary>
    public string[] AggregateReport { get; init; } = [];

    /// <summary>The addresses that get a report of each message that fails.</summary>
    public string[] FailureReport { get; init; } = [];

    /// <summary>How close the domain of a DKIM signature must be; relaxed by default.</summary>
    public DmarcAlignment? DkimAlignment { get; init; }

    /// <summary>How close the domain of SPF must be; relaxed by default.</summary>
    public DmarcAlignment? SpfAlignment { get; init; }

    /// <summary>When failures are reported: 0 if both SPF and DKIM fail (the default), 1 if one of them does, d for DKIM, s for SPF.</summary>
    public string[] FailureOption { get; init; } = [];

    /// <summary>The seconds between summaries; 86400 by default.</summary>
    public long? ReportInterval { get; init; }

    /// <summary>The text of the record; empty if there is no record.</summary>
    public string Record { get; init; } = "";

    /// <summary>The organizational domain whose policy is used, because the domain has none of its own; empty if it has.</summary>
    public string InheritedFrom { get; init; } = "";

    /// <summary>What is wrong with the policy, and what could not be checked; empty if nothing is.</summary>
    public string[] Problems { get; init; } = [];

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>Reads the values of a record, with their defaults.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="record">The record.</param>
    /// <param name="text">Its text.</param>
    internal static DmarcPolicy Of(string domain, DmarcRecord record, string text) => new(domain)
    {
        Policy = record.Policy,
        SubdomainPolicy = record.SubdomainPolicy,
        Percent = record["pct"] is { } percent ? int.Parse(percent, CultureInfo.InvariantCulture) : 100,
        AggregateReport = [.. record.AddressesOf("rua").Select(static address => address.Text)],
        FailureReport = [.. record.AddressesOf("ruf").Select(static address => address.Text)],
        DkimAlignment = AlignmentOf(record, "adkim"),
        SpfAlignment = AlignmentOf(record, "aspf"),
        FailureOption = record["fo"] is { } options ? [.. options.Split(':').Select(static option => option.Trim().ToLowerInvariant())] : ["0"],
        ReportInterval = record["ri"] is { } interval ? long.Parse(interval, CultureInfo.InvariantCulture) : 86400,
        Record = text,
    };

    private static DmarcAlignment AlignmentOf(DmarcRecord record, string tag) => record[tag] is "s" or "S" ? DmarcAlignment.Strict : DmarcAlignment.Relaxed;
}
