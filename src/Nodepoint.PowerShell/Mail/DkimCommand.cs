using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;

namespace Nodepoint.PowerShell.Mail;

/// <summary>The base of the cmdlets that change DKIM: the key of a mail domain together with its TXT record.</summary>
public abstract class DkimCommand : DnsRecordCommand
{
    private DkimLookup? _dkim;

    /// <summary>The mail domain: its name, its ID, or the mail domain itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public Reference<MailDomain> Domain { get; set; } = null!;

    /// <summary>The lookups for DKIM.</summary>
    internal DkimLookup Dkim => _dkim ??= new DkimLookup(Lookup, Contents);
}
