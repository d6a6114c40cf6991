using System.Management.Automation;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Removes the SPF policy of a domain: its TXT record from the zone.</summary>
[Cmdlet(VerbsCommon.Remove, "NpSpf", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpSpfCommand : DomainPolicyCommand
{
    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Domain));

    private protected override RowWork MissingWork(Reference<MailDomain> domain) => WorkOn(domain);

    private static RowWork WorkOn(Reference<MailDomain> domain) => WorkOn(domain, "Remove", "SPF policy", static (row, name, cancel) => ((SpfWriter)row.Panel.Writer!).PlanRemovalAsync(name, row, cancel));

    private protected override object CreateWriter(CommandPanel panel) => new SpfWriter(RecordsOf(panel), DnsResolver.None);
}
