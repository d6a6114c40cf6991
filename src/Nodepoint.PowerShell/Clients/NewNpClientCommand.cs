using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

public sealed partial class NewNpClientCommand
{
    /// <summary>The reseller that owns the new client: its user name or ID. A reseller is a client whose ClientLimit is not 0.</summary>
    [Parameter]
    [ReferenceInput(FromRow = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Reseller { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Reference<Client>? Owner => Reseller;

    /// <summary>Refuses an owner that is not a reseller. The panel accepts any client, and then refuses every change of the new client.</summary>
    /// <inheritdoc/>
    protected override async Task CheckOwnerAsync(Reference<Client> owner, CancellationToken cancel)
    {
        var reseller = await Lookup.FindAsync(ClientNoun.Instance, owner, cancel).ConfigureAwait(false);
        if (reseller.ClientLimit == 0)
            throw new RuleException(Rule.OwnerNotAllowed, $"Client {reseller} is not a reseller, so it cannot be the parent of another client. To make it a reseller, set a client limit first: Set-NpClient {reseller} -ClientLimit 10");
    }
}
