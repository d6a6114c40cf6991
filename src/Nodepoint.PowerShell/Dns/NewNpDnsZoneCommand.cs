using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

public sealed partial class NewNpDnsZoneCommand
{
    /// <summary>The DNS template of the panel from which the zone and its records are created: its name or ID. -Ns is the first name server.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    [ArgumentCompleter(typeof(DnsTemplateCompleter))]
    public string? Template { get; set => field = Typed(value); }

    /// <summary>The IPv4 address for the records of -Template.</summary>
    [Parameter]
    [AddressInput(FromRow = true)]
    public IPAddress? IPAddress { get; set => field = Typed(value); }

    /// <summary>The IPv6 address for the records of -Template, if the template has any.</summary>
    [Parameter]
    [AddressInput(FromRow = true)]
    public IPAddress? IPv6Address { get; set => field = Typed(value); }

    /// <summary>The second name server for the records of -Template.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    [Alias("Ns2")]
    public string? SecondaryServer { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Adder<DnsZone>? Adder()
        => Template is { Length: > 0 } template ? new DnsZoneTemplate(template) { IPAddress = IPAddress, IPv6Address = IPv6Address, SecondaryServer = SecondaryServer } : null;
}
