using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

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
        => await ReadAsync(lookup, (await lookup.OwnerAsync(client, cancel).ConfigureAwait(false)).ClientId, cancel).ConfigureAwait(false);

    /// <summary>Reads the usage of all clients.</summary>
    private protected async Task<IReadOnlyList<T>> OfAllAsync(PanelLookup lookup, CancellationToken cancel)
    {
        if (lookup.Connection.LoggedInClient is { } own) return await ReadAsync(lookup, own.Id, cancel).ConfigureAwait(false);
        if (CoversAll) return await ReadAsync(lookup, 0, cancel).ConfigureAwait(false);
        var ids = new List<long>();
        await foreach (var client in lookup.Table(ClientNoun.Instance).FindAsync([], null, cancel).ConfigureAwait(false)) ids.Add(client.Id);
        var usages = new List<T>();
        foreach (var id in ids) usages.AddRange(await ReadAsync(lookup, id, cancel).ConfigureAwait(false));
        // A reseller's usage contains that of its clients.
        return [.. usages.Distinct()];
    }
}
