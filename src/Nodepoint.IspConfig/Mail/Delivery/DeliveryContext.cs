using System.Net;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What the checks of one domain share.</summary>
/// <param name="domain">The domain in punycode, without a trailing dot.</param>
/// <param name="mailDomain">The mail domain on the panel; null if it has none.</param>
/// <param name="panel">The panel's zones.</param>
/// <param name="dns">Finds records.</param>
/// <param name="servers">Asks mail servers.</param>
/// <param name="options">What is checked.</param>
internal sealed class DeliveryContext(string domain, MailDomain? mailDomain, DeliveryPanel panel, DeliveryDns dns, MailServers servers, DeliveryOptions options)
{
    private Task<(bool Exists, IReadOnlyList<MailExchange> Exchanges)>? _exchanges;

    /// <summary>The domain in punycode, without a trailing dot.</summary>
    public string Domain => domain;

    /// <summary>The mail domain on the panel; null if it has none.</summary>
    public MailDomain? MailDomain => mailDomain;

    /// <summary>The panel's zones.</summary>
    public DeliveryPanel Panel => panel;

    /// <summary>Finds records.</summary>
    public DeliveryDns Dns => dns;

    /// <summary>Asks mail servers.</summary>
    public MailServers Servers => servers;

    /// <summary>What is checked.</summary>
    public DeliveryOptions Options => options;

    /// <summary>The MX records.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<(bool Exists, IReadOnlyList<MailExchange> Exchanges)> ExchangesAsync(CancellationToken cancel) => _exchanges ??= dns.ExchangesAsync(domain, cancel);

    /// <summary>Whether the domain says that it receives no mail (RFC 7505), and is not a mail domain on the panel.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="NoAnswerException">No name server answered.</exception>
    public async Task<bool> IsWithoutMailAsync(CancellationToken cancel) => mailDomain is not { Active: true } && (await ExchangesAsync(cancel).ConfigureAwait(false)).Exchanges is [{ IsNull: true }];

    /// <summary>The mail server: the specified one, or the most preferred one in the MX records.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The host name; null if it is not known.</returns>
    /// <exception cref="NoAnswerException">No name server answered.</exception>
    public async Task<string?> HostAsync(CancellationToken cancel)
        => options.MailHost ?? (await ExchangesAsync(cancel).ConfigureAwait(false)).Exchanges.Where(static one => !one.IsNull).Select(static one => one.Host).FirstOrDefault();

    /// <summary>The addresses of the mail server, which mail comes from and goes to.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The addresses; none if it is not known, or has none.</returns>
    /// <exception cref="NoAnswerException">No name server answered.</exception>
    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(CancellationToken cancel)
    {
        if (options.MailAddresses.Count > 0) return options.MailAddresses;
        return await HostAsync(cancel).ConfigureAwait(false) is { } host ? (await servers.AddressesAsync(host, cancel).ConfigureAwait(false)).Addresses : [];
    }
}
