using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;

namespace Nodepoint.PowerShell.Mail;

/// <summary>The base of the cmdlets that change DKIM: a mail domain's key and its TXT record belong together.</summary>
public abstract class DkimCommand : DnsRecordCommand
{
    private DkimLookup? _dkim;

    /// <summary>The mail domain: its name, its number, or the domain itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public Reference<MailDomain> Domain { get; set; } = null!;

    /// <summary>What belongs to the DKIM of mail domains.</summary>
    internal DkimLookup Dkim => _dkim ??= new DkimLookup(Lookup, Contents);
}
