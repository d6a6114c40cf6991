using System.Net;
using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Limits how many questions are in flight at the same time, whatever the number of zones and servers.</summary>
/// <param name="inner">Asks the servers.</param>
/// <param name="most">The limit.</param>
internal sealed class LimitedClient(INameServerClient inner, int most) : INameServerClient, IDisposable
{
    private readonly SemaphoreSlim _free = new(most);

    /// <inheritdoc/>
    public Task<DnsResponse> QueryAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancel) => _free.RunAsync(() => inner.QueryAsync(server, query, timeout, cancel), cancel);

    /// <inheritdoc/>
    public Task<ZoneTransfer?> TransferAsync(IPEndPoint server, string zone, TimeSpan timeout, CancellationToken cancel) => _free.RunAsync(() => inner.TransferAsync(server, zone, timeout, cancel), cancel);

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
