namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>What is changed in the DMARC policy of a domain; null for no change.</summary>
/// <param name="Domain">The domain, in punycode and without a trailing dot.</param>
internal sealed record DmarcChange(string Domain)
{
    /// <summary>What receivers should do with mail that fails.</summary>
    public DmarcAction? Policy { get; init; }

    /// <summary>What receivers should do with mail from subdomains that fails.</summary>
    public DmarcAction? SubdomainPolicy { get; init; }

    /// <summary>The percentage of the mail that the policy is used for, from 0 to 100.</summary>
    public long? Percent { get; init; }

    /// <summary>The addresses that get a summary of all mail; empty for none.</summary>
    public IReadOnlyList<string>? AggregateReport { get; init; }

    /// <summary>The addresses that get a report of each message that fails; empty for none.</summary>
    public IReadOnlyList<string>? FailureReport { get; init; }

    /// <summary>How close the domain of a DKIM signature must be.</summary>
    public DmarcAlignment? DkimAlignment { get; init; }

    /// <summary>How close the domain of SPF must be.</summary>
    public DmarcAlignment? SpfAlignment { get; init; }

    /// <summary>When failures are reported: 0, 1, d, and s.</summary>
    public IReadOnlyList<string>? FailureOption { get; init; }

    /// <summary>The seconds between summaries.</summary>
    public long? ReportInterval { get; init; }

    /// <summary>The whole record, instead of single values; null for none.</summary>
    public string? Record { get; init; }

    /// <summary>Whether the values are those of a policy that the domain inherits, so that it gets none of its own.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Whether the records that let others receive the reports are added to the zones on the panel.</summary>
    public bool AuthorizeReports { get; init; }
}
