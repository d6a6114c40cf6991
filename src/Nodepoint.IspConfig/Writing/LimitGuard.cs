using System.Collections.Concurrent;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Counts what a command adds for each client against its limits: the current usage is read once, and what is added is counted.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="limits">The limits that a record counts against.</param>
/// <param name="read">Reads a client's usage of them, in the same order.</param>
/// <param name="lookup">The panel.</param>
internal sealed class LimitGuard<T>(IReadOnlyList<ClientLimit<T>> limits, Func<Client, CancellationToken, Task<IReadOnlyList<LimitUse>>> read, PanelLookup lookup) where T : PanelObject
{
    private readonly ConcurrentDictionary<long, Lazy<Task<Amount[]>>> _used = new();

    public LimitGuard(PanelNoun<T> noun, PanelLookup lookup)
        : this(noun.Limits, (client, cancel) => noun.UseAsync(client, lookup, cancel), lookup)
    {
    }

    /// <summary>Counts a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="owner">The owner of the record.</param>
    /// <param name="refuse">Whether a record that exceeds a limit is not counted, because it is not going to be added.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>A message about the limit that is exceeded; null for none.</returns>
    public async Task<string?> CountAsync(T value, Owner owner, bool refuse, CancellationToken cancel)
    {
        if (owner.ClientId == 0 || limits.Count == 0) return null;
        var client = await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false);
        if (limits.All(limit => limit.Of(client) is null or < 0)) return null;
        var used = await UsedAsync(client, cancel).ConfigureAwait(false);
        lock (used)
        {
            string? exceeded = null;
            for (var i = 0; i < used.Length; i++)
            {
                var (takes, most) = (limits[i].Uses(value), limits[i].Of(client) ?? -1);
                if (most >= 0 && (takes < 0 || used[i].Unlimited > 0 || used[i].Sum + takes > most)) exceeded ??= Message(client, limits[i], used[i].Shown, takes, most);
            }

            if (exceeded is null || !refuse) Add(used, value, 1);
            return exceeded;
        }
    }

    /// <summary>Removes a record from the count, because it was not added.</summary>
    public async Task ForgetAsync(T value, Owner owner)
    {
        // If the usage could not be read, the record was not counted either.
        if (!_used.TryGetValue(owner.ClientId, out var counted) || !counted.IsValueCreated || counted.Value.IsFaulted || counted.Value.IsCanceled) return;
        var used = await counted.Value.ConfigureAwait(false);
        lock (used) Add(used, value, -1);
    }

    private void Add(Amount[] used, T value, int times)
    {
        for (var i = 0; i < used.Length; i++)
        {
            var takes = limits[i].Uses(value);
            used[i] = takes < 0 ? used[i] with { Unlimited = used[i].Unlimited + times } : used[i] with { Sum = used[i].Sum + times * takes };
        }
    }

    private async Task<Amount[]> UsedAsync(Client client, CancellationToken cancel)
    {
        var entry = _used.GetOrAdd(client.Id, _ => new Lazy<Task<Amount[]>>(() => ReadAsync(client, cancel)));
        try { return await entry.Value.ConfigureAwait(false); }
        catch
        {
            // The next row of the client reads again.
            _used.TryRemove(new(client.Id, entry));
            throw;
        }
    }

    private async Task<Amount[]> ReadAsync(Client client, CancellationToken cancel)
        => [.. (await read(client, cancel).ConfigureAwait(false)).Select(use => use.Used < 0 ? new Amount(0, 1) : new Amount(use.Used, 0))];

    private static string Message(Client client, ClientLimit<T> limit, long used, long takes, long most)
        => $"Client {client} has {(used < 0 ? "an unlimited amount" : used)} of {most} {(limit.Plural.Length > 0 ? limit.Plural : $"({limit.What})")}; {(takes < 0 ? "an unlimited amount" : takes)} more exceeds the limit. To raise it, use Set-NpClient {client} -{limit.Member}.";

    // A sum, and how many records are unlimited.
    private readonly record struct Amount(long Sum, long Unlimited)
    {
        public long Shown => Unlimited > 0 ? -1 : Sum;
    }
}
