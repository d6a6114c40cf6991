using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Changes the DMARC policy of a domain, which says what receivers do with mail that is not really from it, or publishes one.</summary>
[Cmdlet(VerbsCommon.Set, "NpDmarc", SupportsShouldProcess = true)]
[OutputType(typeof(DmarcPolicy))]
[Journaled]
public sealed partial class SetNpDmarcCommand : DomainPolicyCommand
{
    private static readonly string[] Changing = [nameof(Policy), nameof(SubdomainPolicy), nameof(Percent), nameof(AggregateReport), nameof(FailureReport), nameof(DkimAlignment), nameof(SpfAlignment), nameof(FailureOption), nameof(ReportInterval)];

    /// <summary>What receivers should do with mail that fails: None, Quarantine, or Reject. A new policy needs it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NamedInput(typeof(DmarcAction))]
    public DmarcAction? Policy { get; set; }

    /// <summary>What receivers should do with mail from subdomains that fails. Without it, they use the policy of the domain.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NamedInput(typeof(DmarcAction))]
    public DmarcAction? SubdomainPolicy { get; set; }

    /// <summary>The percentage of the mail that the policy is used for, from 0 to 100.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [QuantityInput]
    public long? Percent { get; set; }

    /// <summary>The email addresses that get a summary of all mail each day. An empty value removes them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ListInput]
    public string[]? AggregateReport { get; set; }

    /// <summary>The email addresses that get a report of each message that fails. An empty value removes them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ListInput]
    public string[]? FailureReport { get; set; }

    /// <summary>How close the domain of a DKIM signature must be to that of the From header: Relaxed (the same organization) or Strict (the same name).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NamedInput(typeof(DmarcAlignment))]
    public DmarcAlignment? DkimAlignment { get; set; }

    /// <summary>How close the sender's domain, which SPF checks, must be to that of the From header: Relaxed or Strict.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NamedInput(typeof(DmarcAlignment))]
    public DmarcAlignment? SpfAlignment { get; set; }

    /// <summary>When failures are reported: 0 if both SPF and DKIM fail, 1 if one of them does, d for DKIM, s for SPF.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ListInput(HasBlanks = true, NotEmpty = true)]
    public string[]? FailureOption { get; set; }

    /// <summary>The seconds between summaries.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [QuantityInput(Measure = Measure.Seconds)]
    public long? ReportInterval { get; set; }

    /// <summary>Adds the TXT records with which the domains of other report addresses agree to receive the reports, if the panel has their zones.</summary>
    [Parameter]
    public SwitchParameter AuthorizeReports { get; set; }

    /// <summary>The resolvers that find records outside the panel: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those of the platform profile (Set-NpPlatform -Resolver), or else those of this computer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <summary>Returns the changed policy.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string[]? Resolvers => Server;

    private bool IsChangeTyped => Array.Exists(Changing, IsTyped);

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (Domain.Problem is { } problem) Runner.Refuse(Domain, Domain.ToString(), PanelErrors.Record(problem, Domain), SubjectOf(Domain));
        else if (Change is { Policy: null, SubdomainPolicy: null, Percent: null, AggregateReport: null, FailureReport: null, DkimAlignment: null, SpfAlignment: null, FailureOption: null, ReportInterval: null, AuthorizeReports: false })
            Runner.Refuse(Domain, Domain.ToString(), new ErrorRecord(new PSArgumentException($"No change is specified for the DMARC policy of {Domain}. Use at least one of -Policy, -SubdomainPolicy, -Percent, -AggregateReport, -FailureReport, -DkimAlignment, -SpfAlignment, -FailureOption, -ReportInterval, and -AuthorizeReports."), "NothingGiven", ErrorCategory.InvalidArgument, Domain), SubjectOf(Domain));
        else Runner.Run(WorkOn(Domain));
    }

    private protected override RowWork MissingWork(Reference<MailDomain> domain) => WorkOn(domain);

    private DmarcChange Change => new("")
    {
        Policy = Wanted(Policy, nameof(Policy)), SubdomainPolicy = IsOnlyDefault ? null : Wanted(SubdomainPolicy, nameof(SubdomainPolicy)), Percent = Wanted(Percent, nameof(Percent)),
        AggregateReport = Wanted(AggregateReport, nameof(AggregateReport)), FailureReport = Wanted(FailureReport, nameof(FailureReport)), DkimAlignment = Wanted(DkimAlignment, nameof(DkimAlignment)),
        SpfAlignment = Wanted(SpfAlignment, nameof(SpfAlignment)), FailureOption = Wanted(FailureOption, nameof(FailureOption)), ReportInterval = Wanted(ReportInterval, nameof(ReportInterval)), AuthorizeReports = AuthorizeReports,
        // A row of Get-NpDmarc is no wish for a policy of its own.
        IsInherited = !IsChangeTyped && InputObject?.Properties[nameof(DmarcPolicy.InheritedFrom)]?.Value is string { Length: > 0 },
    };

    // The text of the policy in a row of Get-NpDmarc, whose other columns show what it says.
    private string? RowRecord => InputObject?.Properties[nameof(DmarcPolicy.Record)]?.Value as string;

    // A row of Get-NpDmarc has the subdomain policy that receivers assume, which follows the policy unless the record has its own.
    private bool IsOnlyDefault => !IsTyped(nameof(SubdomainPolicy)) && RowRecord is { } record && DmarcRecord.TryParse(record) is { } before && before["sp"] is null && string.Equals(before["p"], SubdomainPolicy?.ToString(), StringComparison.OrdinalIgnoreCase);

    // Beside the command line, such a row only names the domain.
    private T? Wanted<T>(T? value, string parameter) => IsChangeTyped && RowRecord is not null && !IsTyped(parameter) ? default : value;

    private RowWork WorkOn(Reference<MailDomain> domain)
    {
        var change = Change;
        return WorkOn(domain, "Set", "DMARC policy", (row, name, cancel) => Writer(row).PlanChangeAsync(change with { Domain = name }, row, cancel), PassThru ? EmitAsync : null) with
        {
            Restore = PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.DmarcPolicy) : null,
        };
    }

    private protected override object CreateWriter(CommandPanel panel) => new DmarcWriter(RecordsOf(panel), ResolverOf(panel));

    private static DmarcWriter Writer(Row row) => (DmarcWriter)row.Panel.Writer!;

    private static async Task EmitAsync(Row row, string name, long id, CancellationToken cancel)
    {
        var policy = await Writer(row).ReadAsync(name, cancel).ConfigureAwait(false);
        row.Keep(id, () => JsonSerializer.SerializeToUtf8Bytes(policy, JournalJson.Default.DmarcPolicy));
        row.Write(policy);
    }
}
