using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

public sealed partial class NewNpClientCommand
{
    /// <summary>The reseller that owns the new client: its user name or ID. A reseller is a client whose ClientLimit is not 0.</summary>
    [Parameter]
    [ReferenceInput<Client>(FromRow = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Reseller { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Reference<Client>? Owner => Reseller;
}
