using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>The base of the cmdlets that change what belongs to mail domains.</summary>
public abstract class MailDomainWorkCommand : PanelCommand
{
    /// <summary>The mail domain: its name, its ID, or the mail domain itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ReferenceInput<MailDomain>(Columns = ["Domain"])]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public Reference<MailDomain> Domain { get; set; } = null!;

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => RowSubject.ToReference<MailDomain>(subject) is var domain ? [new MissingRow(WorkOn(domain), CommandLineWith((nameof(Domain), domain)))] : [];
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Domain));

    /// <summary>The work for a mail domain.</summary>
    private protected abstract RowWork WorkOn(Reference<MailDomain> domain);
}
