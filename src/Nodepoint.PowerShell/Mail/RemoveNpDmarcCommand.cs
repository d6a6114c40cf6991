using System.Management.Automation;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Removes the DMARC policy of a domain: its TXT record from the zone.</summary>
/// <remarks>The domain then inherits the policy of its organizational domain.</remarks>
[Cmdlet(VerbsCommon.Remove, "NpDmarc", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpDmarcCommand : DomainPolicyCommand
{
    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Domain));

    private protected override RowWork MissingWork(Reference<MailDomain> domain) => WorkOn(domain);

    private static RowWork WorkOn(Reference<MailDomain> domain) => WorkOn(domain, "Remove", "DMARC policy", static (row, name, cancel) => ((DmarcWriter)row.Panel.Writer!).PlanRemovalAsync(name, row, cancel));

    private protected override object CreateWriter(CommandPanel panel) => new DmarcWriter(RecordsOf(panel), DnsResolver.None);
}
