using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Gets the DKIM state of mail domains: the key, the selector, and whether the zone on the panel publishes the key.</summary>
[Cmdlet(VerbsCommon.Get, "NpDkim")]
[OutputType(typeof(DkimStatus))]
[Throttled]
public sealed partial class GetNpDkimCommand : PanelCommand
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
    protected override void ProcessRow()
    {
        var reference = Domain;
        Runner.Read(reference, async (row, cancel) => row.Write(await ((DkimLookup)row.Panel.Writer!).StatusAsync(await row.Panel.Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)));
    }

    private protected override object CreateWriter(CommandPanel panel) => new DkimLookup(panel.Lookup, new ZoneContents(panel.Lookup));
}
