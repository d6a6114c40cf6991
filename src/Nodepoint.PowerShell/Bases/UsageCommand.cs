using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the cmdlets that get usage, which the panel reports by client.</summary>
/// <typeparam name="T">The usage of one item.</typeparam>
[Throttled]
public abstract partial class UsageCommand<T> : PanelCommand where T : class
{
    /// <summary>Whether the panel's function reports on all clients at once for the client ID 0.</summary>
    private protected virtual bool CoversAll => false;

    /// <summary>Reads the usage of a client.</summary>
    private protected abstract Task<IReadOnlyList<T>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel);

    /// <summary>Reads the usage of a client by its reference.</summary>
    private protected async Task<IReadOnlyList<T>> OfClientAsync(PanelLookup lookup, Reference<Client> client, CancellationToken cancel)
    {
        var owner = await lookup.OwnerAsync(client, cancel).ConfigureAwait(false);
        // For the panel the ID 0 means all clients, or those without a reseller.
        if (owner.ClientId == 0) throw new RuleException(Rule.ClientRequired, "The panel reports the usage of clients only, not that of the administrator. Specify a client, or leave out -Client for all clients.");
        return await OfIdAsync(lookup, owner.ClientId, cancel).ConfigureAwait(false);
    }

    /// <summary>The group that owns an item; 0 if the panel reports only what belongs to the client anyway.</summary>
    private protected virtual long GroupOf(T value) => 0;

    /// <summary>Reads the usage of a client. What belongs to others, but may be read by everybody, is in the panel's answer too.</summary>
    private protected async Task<IReadOnlyList<T>> OfIdAsync(PanelLookup lookup, long clientId, CancellationToken cancel)
    {
        var usages = new List<T>();
        foreach (var usage in await ReadAsync(lookup, clientId, cancel).ConfigureAwait(false))
            if (GroupOf(usage) is var group && (group == 0 || await IsOfAsync(lookup, group, clientId, cancel).ConfigureAwait(false))) usages.Add(usage);
        return usages;
    }

    // The client's own group, or that of a client of the reseller.
    private static async Task<bool> IsOfAsync(PanelLookup lookup, long group, long clientId, CancellationToken cancel)
    {
        if (group <= 1) return false;
        try
        {
            var owner = await lookup.OwnerOfGroupAsync(group, cancel).ConfigureAwait(false);
            return owner.ClientId == clientId || (await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false)).ResellerId == clientId;
        }
        catch (PanelException problem) when (problem.Kind is FaultKind.NotFound or FaultKind.NotOwn) { return false; }
    }

    /// <summary>Reads the usage of all clients.</summary>
    private protected async Task<IReadOnlyList<T>> OfAllAsync(PanelLookup lookup, CancellationToken cancel)
    {
        if (lookup.Connection.LoggedInClient is { } own) return await OfIdAsync(lookup, own.Id, cancel).ConfigureAwait(false);
        if (CoversAll) return await ReadAsync(lookup, 0, cancel).ConfigureAwait(false);
        var ids = new List<long>();
        await foreach (var client in lookup.Table(ClientNoun.Instance).FindAsync([], null, cancel).ConfigureAwait(false)) ids.Add(client.Id);
        var usages = new List<T>();
        foreach (var id in ids) usages.AddRange(await OfIdAsync(lookup, id, cancel).ConfigureAwait(false));
        // A reseller's usage contains that of its clients.
        return [.. usages.Distinct()];
    }
}
