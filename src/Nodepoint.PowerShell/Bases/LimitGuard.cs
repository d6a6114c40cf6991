using System.Collections.Concurrent;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Counts what a command adds for each client against its limits: what there was is read once, what is added is counted on.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="limits">The limits that a record counts against.</param>
/// <param name="read">Reads what a client has against them, in the same order.</param>
/// <param name="lookup">The panel.</param>
internal sealed class LimitGuard<T>(IReadOnlyList<ClientLimit<T>> limits, Func<Client, CancellationToken, Task<IReadOnlyList<LimitUse>>> read, PanelLookup lookup) where T : PanelObject
{
    private readonly ConcurrentDictionary<long, Lazy<Task<long[]>>> _used = new();

    public LimitGuard(PanelNoun<T> noun, PanelLookup lookup)
        : this(noun.Limits, (client, cancel) => noun.UseAsync(client, lookup, cancel), lookup)
    {
    }

    /// <summary>Counts a record in.</summary>
    /// <returns>What limit it passes, in words; null for none.</returns>
    public async Task<string?> CountAsync(T value, Owner owner, CancellationToken cancel)
    {
        if (owner.ClientId == 0 || limits.Count == 0) return null;
        var client = await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false);
        if (limits.All(limit => limit.Of(client) < 0)) return null;
        var used = await _used.GetOrAdd(owner.ClientId, _ => new Lazy<Task<long[]>>(() => ReadAsync(client, cancel))).Value.ConfigureAwait(false);
        string? passed = null;
        lock (used)
        {
            for (var i = 0; i < used.Length; i++)
            {
                var (takes, most) = (limits[i].Takes(value), limits[i].Of(client));
                if (most >= 0 && (takes < 0 || used[i] < 0 || used[i] + takes > most)) passed ??= Words(client, limits[i], used[i], takes, most);
                if (takes < 0) used[i] = -1;
                else if (used[i] >= 0) used[i] += takes;
            }
        }

        return passed;
    }

    /// <summary>Takes back a record that was counted in and not added.</summary>
    public async Task ForgetAsync(T value, Owner owner)
    {
        if (!_used.TryGetValue(owner.ClientId, out var counted)) return;
        var used = await counted.Value.ConfigureAwait(false);
        lock (used)
        {
            for (var i = 0; i < used.Length; i++)
                if (limits[i].Takes(value) is > 0 and var takes && used[i] >= 0) used[i] -= takes;
        }
    }

    private async Task<long[]> ReadAsync(Client client, CancellationToken cancel)
        => [.. (await read(client, cancel).ConfigureAwait(false)).Select(use => use.Used)];

    private static string Words(Client client, ClientLimit<T> limit, long used, long takes, long most)
        => $"Client {client} may have {most} ({limit.What}) and has {(used < 0 ? "no bound on it" : used)}; {(takes < 0 ? "an unlimited amount" : takes)} more passes that. Raise it with Set-NpClient {client} -{limit.Member}.";
}
