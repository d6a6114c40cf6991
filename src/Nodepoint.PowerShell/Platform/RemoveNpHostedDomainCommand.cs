using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Platform.HostedDomains;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Removes a customer's domain with all that belongs to it: the website with its FTP users, the mail domain with its mailboxes and aliases, and the DNS zone.</summary>
[Cmdlet(VerbsCommon.Remove, "NpHostedDomain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Journaled]
public sealed partial class RemoveNpHostedDomainCommand : PanelCommand
{
    /// <summary>The domain, such as shop.example.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DomainName", "Origin")]
    [KeyInput<MailDomain>(IsSingle = true)]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public string Domain { get; set; } = "";

    /// <summary>Removes the client too if it has nothing else. Otherwise the client is kept, and a warning says what it still has.</summary>
    [Parameter]
    public SwitchParameter IncludeClient { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => [new MissingRow(WorkOn(subject, subject), CommandLineWith((nameof(Domain), subject)))];
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if ((HostedDomainKey.Refuse(InputObject) ?? HostedDomainKey.Refuse(Domain)) is { } wrong)
        {
            Runner.Refuse(null, "", PanelErrors.Record(wrong, null));
            return;
        }

        string name;
        try { name = DomainKey.Validate(Domain, "domain"); }
        catch (RuleException problem)
        {
            Runner.Refuse(Domain, Domain, PanelErrors.Record(problem, Domain));
            return;
        }

        Runner.Run(WorkOn(Domain, name));
    }

    private protected override object CreateWriter(CommandPanel panel) => new HostedDomainRemover(panel.Lookup, IncludeClient);

    private static HostedDomainRemover Remover(Row row) => (HostedDomainRemover)row.Panel.Writer!;

    private static RowWork WorkOn(string target, string name)
    {
        string? shown = null;
        return new RowWork(target, name, CarryOutAsync)
        {
            What = $"hosted domain {name}",
            Action = "Remove with all that belongs to it",
            About = new RowSubject(name) { Covered = [nameof(Domain)] },
            Subject = name,
            IsPlannedInOrder = true,
            PlanAsync = async (row, cancel) =>
            {
                var plan = await Remover(row).PlanAsync(name, row, cancel).ConfigureAwait(false);
                shown = plan.Action;
                return plan;
            },
            FinishAsync = async (row, cancel) => (await Remover(row).PlanAsync(name, row, cancel).ConfigureAwait(false)).IsEmpty,
        };

        async Task CarryOutAsync(Row row, CancellationToken cancel)
        {
            var plan = await Remover(row).PlanAsync(name, row, cancel).ConfigureAwait(false);
            // What the user has agreed to.
            if (shown is not null && shown != plan.Action)
                throw new PanelException(FaultKind.Conflict, "dns_zone_get", $"Domain {name} was not removed, because what belongs to it has changed since the removal was confirmed. Run the command again.");
            await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        }
    }
}
