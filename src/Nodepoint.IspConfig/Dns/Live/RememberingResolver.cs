using System.Collections.Concurrent;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Asks every question once while one command runs: hundreds of zones share their name servers, parent zones and mail hosts.</summary>
/// <param name="inner">Finds the records.</param>
/// <param name="stop">Stops the command. A question outlives the zone that asked it first, because other zones wait for its answer.</param>
internal sealed class RememberingResolver(IDnsResolver inner, CancellationToken stop) : IDnsResolver
{
    private readonly ConcurrentDictionary<(string Name, DnsQueryType Type), Lazy<Task<DnsResponse>>> _asked = new();

    /// <inheritdoc/>
    public Task<DnsResponse> ResolveAsync(string name, DnsQueryType type, CancellationToken cancel)
        => _asked.GetOrAdd((name.TrimEnd('.').ToLowerInvariant(), type), _ => new Lazy<Task<DnsResponse>>(() => inner.ResolveAsync(name, type, stop))).Value.WaitAsync(cancel);
}
