using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Changes the SPF policy of a domain, which says which addresses may send its mail, or publishes one.</summary>
[Cmdlet(VerbsCommon.Set, "NpSpf", SupportsShouldProcess = true)]
[OutputType(typeof(SpfPolicy))]
[Journaled]
public sealed partial class SetNpSpfCommand : DomainPolicyCommand
{
    /// <summary>The mechanisms to add before all, such as mx, ip4:192.0.2.1, or include:_spf.example.net. One that the policy has with another sign gets this sign.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ListInput(HasBlanks = true, NotEmpty = true)]
    public string[]? Add { get; set; }

    /// <summary>The mechanisms to remove. One without a sign is removed whatever its sign is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ListInput(HasBlanks = true, NotEmpty = true)]
    public string[]? Remove { get; set; }

    /// <summary>What is said of all other addresses: Fail (-all), SoftFail (~all), Neutral (?all), or Pass (+all). A new policy gets SoftFail if nothing is specified.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NamedInput(typeof(SpfAll))]
    public SpfAll? All { get; set; }

    /// <summary>The text of a record that replaces the policy, such as 'v=spf1 mx -all'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextInput(NotEmpty = true)]
    public string? Record { get; set; }

    /// <summary>The resolvers that find the records that the policy includes: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those of the platform profile (Set-NpPlatform -Resolver), or else those of this computer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <summary>Returns the changed policy.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string[]? Resolvers => Server;

    // A record of the row is the policy as it was, which the command line changes.
    private string? WantedRecord => IsTyped(nameof(Record)) || !(IsTyped(nameof(Add)) || IsTyped(nameof(Remove)) || IsTyped(nameof(All))) ? Record : null;

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var about = SubjectOf(Domain);
        if (Domain.Problem is { } problem) Runner.Refuse(Domain, Domain.ToString(), PanelErrors.Record(problem, Domain), about);
        else if (IsNothingGiven && !IsRowWithoutPolicy)
            Runner.Refuse(Domain, Domain.ToString(), new ErrorRecord(new PSArgumentException($"No change is specified for the SPF policy of {Domain}. Use at least one of -Add, -Remove, -All, and -Record."), "NothingGiven", ErrorCategory.InvalidArgument, Domain), about);
        else if (WantedRecord is { } record && Contradiction(record) is { } contradiction)
            Runner.Refuse(Domain, Domain.ToString(), PanelErrors.Record(new RuleException(Rule.ConflictingParameters, contradiction), Domain), about);
        else Runner.Run(WorkOn(Domain));
    }

    private bool IsNothingGiven => WantedRecord is null && Add is null && Remove is null && All is null;

    // A row of Get-NpSpf about a domain that has no policy.
    private bool IsRowWithoutPolicy => InputObject?.Properties[nameof(Record)] is { } cell && string.IsNullOrWhiteSpace(cell.Value?.ToString());

    private protected override RowWork MissingWork(Reference<MailDomain> domain) => WorkOn(domain);

    private RowWork WorkOn(Reference<MailDomain> domain)
    {
        var change = IsNothingGiven ? new SpfChange("") { IsOfRow = true } : WantedRecord is { } record ? new SpfChange("") { Record = record, IsOfRow = !IsTyped(nameof(Record)) } : new SpfChange("") { Add = Add ?? [], Remove = Remove ?? [], All = All };
        return WorkOn(domain, "Set", "SPF policy", (row, name, cancel) => Writer(row).PlanChangeAsync(change with { Domain = name }, row, cancel), PassThru ? EmitAsync : null) with
        {
            Restore = PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.SpfPolicy) : null,
        };
    }

    private protected override object CreateWriter(CommandPanel panel) => new SpfWriter(RecordsOf(panel), ResolverOf(panel));

    private static SpfWriter Writer(Row row) => (SpfWriter)row.Panel.Writer!;

    private static async Task EmitAsync(Row row, string name, long id, CancellationToken cancel)
    {
        var policy = await Writer(row).ReadAsync(name, cancel).ConfigureAwait(false);
        row.Keep(id, () => JsonSerializer.SerializeToUtf8Bytes(policy, JournalJson.Default.SpfPolicy));
        row.Write(policy);
    }

    // What a row says besides its record: the columns of Get-NpSpf, of which somebody may have changed another one than Record.
    private string? Contradiction(string record)
    {
        if (Add is not null || Remove is not null) return "-Record replaces the whole policy, so it cannot be used with -Add and -Remove.";
        if (SpfPolicy.TryRead("", record) is not { } of) return null;
        if (All is { } all && of.All != all) return $"-All is {all}, but the text of -Record ends in {of.All?.ToString() ?? "no all"}. Change the text, or remove the record from the row.";
        var mechanisms = CellOf("Mechanisms");
        if (mechanisms is not null && mechanisms != string.Join(',', of.Mechanisms)) return "The columns Mechanisms and Record of the row disagree. Change the column Record, which is what the cmdlet writes.";
        return CellOf("Redirect") is { } redirect && redirect != of.Redirect ? "The columns Redirect and Record of the row disagree. Change the column Record, which is what the cmdlet writes." : null;
    }

    private string? CellOf(string column) => InputObject?.Properties[column]?.Value switch
    {
        null => null,
        PSObject { BaseObject: string[] list } => string.Join(',', list),
        string[] list => string.Join(',', list),
        object[] list => string.Join(',', list),
        var other => other.ToString(),
    };
}
