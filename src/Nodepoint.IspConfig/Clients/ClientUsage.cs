using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>How much of a limit a client uses.</summary>
/// <param name="Client">The client's user name.</param>
/// <param name="What">What is counted: "mailbox", or the member that is summed: "Quota of mailbox".</param>
/// <param name="Used">How much is used, in bytes for sizes; -1 if a part of it is unlimited.</param>
/// <param name="Limit">The limit, in bytes for sizes; -1 means unlimited.</param>
/// <param name="Parameter">The parameter of Set-NpClient that sets the limit.</param>
public sealed record ClientUsage(string Client, string What, long Used, long Limit, string Parameter)
{
    /// <summary>Whether it is a size in bytes.</summary>
    public bool IsSize => Parameter is nameof(Clients.Client.MailQuotaLimit) or nameof(Clients.Client.WebQuotaLimit) or nameof(Clients.Client.DatabaseQuotaLimit) or nameof(Clients.Client.TrafficLimit);

    /// <summary>Whether the limit is exceeded.</summary>
    public bool IsExceeded => Limit >= 0 && (Used < 0 || Used > Limit);

    /// <summary>How much can still be added; -1 means unlimited.</summary>
    public long Free => Limit < 0 ? -1 : Used < 0 ? 0 : Math.Max(0, Limit - Used);

    /// <summary>The used percentage of the limit; null if it is unlimited.</summary>
    public double? Percent => Limit < 0 ? null : Used < 0 ? 100 : Limit == 0 ? (Used == 0 ? 0 : 100) : Math.Round(100.0 * Used / Limit, 1);

    /// <summary>Counts what a client uses of its limits.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The usage of each limit, grouped by subject.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public static async Task<IReadOnlyList<ClientUsage>> OfAsync(Client client, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var counted = await Task.WhenAll(PanelNouns.All.Select(noun => noun.UseAsync(client, lookup, cancel))).ConfigureAwait(false);
        var records = await DnsRecordTable.UseAsync(client, lookup, cancel).ConfigureAwait(false);
        return [.. Sum(client, counted.SelectMany(static uses => uses).Append(records))];
    }

    /// <summary>Counts what many clients use of their limits, with one read of each table.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="calls">Limits how many requests are in flight.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The usage of each limit that a client has.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    internal static async Task<IReadOnlyList<ClientUsage>> OfAllAsync(IReadOnlyList<Client> clients, PanelLookup lookup, SemaphoreSlim calls, CancellationToken cancel)
    {
        var owners = await Task.WhenAll(clients.Select(async client => (client, await calls.RunAsync(() => lookup.OwnerAsync(new Reference<Client>(client.Id), cancel), cancel).ConfigureAwait(false)))).ConfigureAwait(false);
        var counted = await Task.WhenAll(PanelNouns.All.Select(noun => noun.HasLimits ? calls.RunAsync(() => noun.UsesAsync(owners, lookup, cancel), cancel) : Task.FromResult<IReadOnlyList<(Client, LimitUse)>>([]))).ConfigureAwait(false);
        var records = await calls.RunAsync(() => DnsRecordTable.UsesAsync(owners, lookup, cancel), cancel).ConfigureAwait(false);
        return [.. counted.SelectMany(static uses => uses).Concat(records).GroupBy(static one => one.Item1.Id).SelectMany(static one => Sum(one.First().Item1, one.Select(static use => use.Item2)))];
    }

    // Several kinds of records may count against the same limit.
    private static IEnumerable<ClientUsage> Sum(Client client, IEnumerable<LimitUse> uses)
        => uses.Where(static use => use.Limit is not null).GroupBy(static use => use.Member).Select(same => new ClientUsage(
            client.Username, string.Join(", ", same.Select(static use => use.What)), same.Any(static use => use.Used < 0) ? -1 : same.Sum(static use => use.Used), same.First().Limit!.Value, same.Key));
}
