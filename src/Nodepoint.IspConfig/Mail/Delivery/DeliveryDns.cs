using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>The look-ups that decide where mail goes and what receivers think of it. Each throws <see cref="NoAnswerException"/> if no name server answered.</summary>
/// <param name="resolver">Finds records.</param>
internal sealed class DeliveryDns(IDnsResolver resolver)
{
    /// <summary>Finds records.</summary>
    public IDnsResolver Resolver => resolver;

    /// <summary>The MX records of a domain, the most preferred first.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Whether the domain exists, and the records.</returns>
    public async Task<(bool Exists, IReadOnlyList<MailExchange> Exchanges)> ExchangesAsync(string domain, CancellationToken cancel)
    {
        var response = await resolver.ResolveAsync(domain, DnsQueryType.MX, cancel).ConfigureAwait(false);
        var exchanges = new List<MailExchange>();
        foreach (var record in response.Answers)
        {
            if (record.Type != DnsQueryType.MX) continue;
            var fields = record.Fields;
            try { exchanges.Add(new MailExchange((int)fields.Number("preference", 2), fields.Name("exchange").TrimEnd('.').ToLowerInvariant())); }
            catch (ZoneFileException problem) { throw new NoAnswerException("an MX record in the answer cannot be read", problem); }
        }

        return (response.Code != DnsResponseCode.NameError, [.. exchanges.OrderBy(one => one.Preference).ThenBy(one => one.Host, StringComparer.Ordinal)]);
    }

    /// <summary>The addresses of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<HostAddresses> AddressesAsync(string host, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(resolver.ResolveAsync(host, DnsQueryType.A, cancel), resolver.ResolveAsync(host, DnsQueryType.AAAA, cancel)).ConfigureAwait(false);
        var records = answers.SelectMany(answer => answer.Answers).ToList();
        return new HostAddresses(
            answers[0].Code != DnsResponseCode.NameError,
            records.Exists(record => record.Type == DnsQueryType.CNAME && record.Name.TrimEnd('.') == host.TrimEnd('.').ToLowerInvariant()),
            [.. records.Where(record => record.Type is DnsQueryType.A or DnsQueryType.AAAA).Select(record => new IPAddress(record.Data)).Distinct()]);
    }

    /// <summary>The texts of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<string>> TextsAsync(string name, CancellationToken cancel)
        => [.. (await resolver.ResolveAsync(name, DnsQueryType.TXT, cancel).ConfigureAwait(false)).Answers.Where(record => record.Type == DnsQueryType.TXT).Select(record => record.Text)];

    /// <summary>The names of an address in its reverse zone.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<string>> ReverseNamesAsync(IPAddress address, CancellationToken cancel)
        => [.. (await resolver.ResolveAsync(ReverseName(address), DnsQueryType.PTR, cancel).ConfigureAwait(false)).Answers.Where(record => record.Type == DnsQueryType.PTR).Select(record => record.Target.TrimEnd('.').ToLowerInvariant())];

    /// <summary>The name of an address in its reverse zone, without a trailing dot.</summary>
    /// <param name="address">The address.</param>
    public static string ReverseName(IPAddress address) => Reversed(address) + (address.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");

    /// <summary>The parts of an address in reverse order, as reverse zones and blocklists have them (RFC 5782 2).</summary>
    /// <param name="address">The address.</param>
    public static string Reversed(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? string.Join('.', Enumerable.Reverse(address.GetAddressBytes()))
        : string.Join('.', Enumerable.Reverse(Convert.ToHexString(address.GetAddressBytes()).ToLowerInvariant()));
}
