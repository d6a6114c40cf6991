using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Gets the SPF policies of domains from the zones on the panel, and what is wrong with them.</summary>
[Cmdlet(VerbsCommon.Get, "NpSpf")]
[OutputType(typeof(SpfPolicy))]
[Throttled]
public sealed partial class GetNpSpfCommand : DomainPolicyCommand
{
    /// <summary>The resolvers that find the records that a policy includes: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those of the platform profile (Set-NpPlatform -Resolver), or else those of this computer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    private protected override string[]? Resolvers => Server;

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var reference = Domain;
        Runner.Read(reference, async (row, cancel) => row.Write(await ((SpfReader)row.Panel.Writer!).ReadAsync(await NameOfAsync(row, reference, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)));
    }

    private protected override object CreateWriter(CommandPanel panel) => new SpfReader(panel.Lookup, new ZoneContents(panel.Lookup), ResolverOf(panel));
}
