using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

public sealed partial class NewNpClientCommand
{
    /// <summary>The reseller it shall belong to: its user name or number. It must be one, that is, have a client limit other than 0.</summary>
    [Parameter]
    [ReferenceInput(FromRow = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Reseller { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Reference<Client>? Owner => Reseller;

    /// <summary>The panel stores any client as reseller, and from then on refuses every change of the new one.</summary>
    /// <inheritdoc/>
    protected override async Task CheckOwnerAsync(Reference<Client> owner, CancellationToken cancel)
    {
        var reseller = await Lookup.FindAsync(ClientNoun.Instance, owner, cancel).ConfigureAwait(false);
        if (reseller.ClientLimit == 0)
            throw new FormatException($"Client {reseller} is no reseller. Give it a client limit first: Set-NpClient {reseller} -ClientLimit 10");
    }
}
