using System.Collections.Concurrent;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Asks each question once, however many rows of a command need the answer.</summary>
/// <param name="inner">Finds records.</param>
internal sealed class CachingResolver(IDnsResolver inner) : IDnsResolver
{
    private readonly ConcurrentDictionary<(string Name, DnsQueryType Type), Lazy<Task<DnsResponse>>> _asked = new();

    /// <inheritdoc/>
    public Task<DnsResponse> ResolveAsync(string name, DnsQueryType type, CancellationToken cancel)
        => _asked.GetOrAdd((name.TrimEnd('.').ToLowerInvariant(), type), question => new Lazy<Task<DnsResponse>>(() => inner.ResolveAsync(question.Name, question.Type, cancel))).Value.WaitAsync(cancel);
}
