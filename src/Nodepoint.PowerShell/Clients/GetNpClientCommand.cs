using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Clients;

public sealed partial class GetNpClientCommand
{
    /// <summary>Only the client that owns this record, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfRecord", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public PanelObject? OfRecord { get; set; }

    /// <inheritdoc/>
    private protected override PanelObject? OwnedRecord => OfRecord;

    /// <inheritdoc/>
    private protected override async Task<Client?> FindOwnerAsync(PanelObject record, PanelLookup lookup, CancellationToken cancel)
    {
        if (record is Client client) return await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(client.Id), cancel).ConfigureAwait(false);
        if (!record.HasOwner) throw new PanelException(FaultKind.NotFound, "client_get_by_groupid", $"'{record}' belongs to the panel, not to a client.");
        var owner = await lookup.OwnerOfGroupAsync(record.OwnerGroupId, cancel).ConfigureAwait(false);
        return owner.ClientId == 0 ? null : await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false);
    }
}
