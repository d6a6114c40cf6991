using System.Collections.Concurrent;
using System.Net;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What is known about mail servers. Each server is asked once, however many domains it serves.</summary>
/// <param name="dns">Finds records.</param>
/// <param name="probe">Talks to mail servers.</param>
/// <param name="options">What is checked.</param>
internal sealed class MailServers(DeliveryDns dns, ISmtpProbe probe, DeliveryOptions options)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<HostAddresses>>> _hosts = new();
    private readonly ConcurrentDictionary<IPAddress, Lazy<Task<IReadOnlyList<string>>>> _names = new();
    private readonly ConcurrentDictionary<(IPAddress, string), Lazy<Task<SmtpAnswer>>> _answers = new();

    /// <summary>The addresses of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<HostAddresses> AddressesAsync(string host, CancellationToken cancel) => Once(_hosts, host, name => dns.AddressesAsync(name, cancel), cancel);

    /// <summary>The reverse names of an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<IReadOnlyList<string>> ReverseNamesAsync(IPAddress address, CancellationToken cancel) => Once(_names, address, one => dns.ReverseNamesAsync(one, cancel), cancel);

    /// <summary>What a mail server answers.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="host">Its name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<SmtpAnswer> AskAsync(IPAddress address, string host, CancellationToken cancel)
        => Once(_answers, (address, host), one => probe.AskAsync(new IPEndPoint(one.Item1, options.Port), new SmtpQuestion(host, options.Helo, Foreign, options.Timeout), cancel), cancel);

    // A name that nobody has (RFC 2606). The message is not sent in any case.
    internal const string Foreign = "relay-test@example.com";

    private static Task<T> Once<TKey, T>(ConcurrentDictionary<TKey, Lazy<Task<T>>> known, TKey key, Func<TKey, Task<T>> ask, CancellationToken cancel)
        where TKey : notnull
        => known.GetOrAdd(key, one => new Lazy<Task<T>>(() => ask(one))).Value.WaitAsync(cancel);
}
