using System.Net;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Asks single name servers. Many questions can be in flight at the same time.</summary>
internal interface INameServerClient
{
    /// <summary>Asks a name server: over UDP, and over TCP if the answer does not fit.</summary>
    /// <param name="server">The address and port of the server.</param>
    /// <param name="query">The question.</param>
    /// <param name="timeout">How long to wait for the answer. Over UDP, the question is sent a second time after that.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The response, whatever its code.</returns>
    /// <exception cref="NoAnswerException">The server did not answer, or its answer cannot be read.</exception>
    Task<DnsResponse> QueryAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancel);

    /// <summary>Tries to transfer a zone (AXFR, RFC 5936).</summary>
    /// <param name="server">The address and port of the server.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The transfer; null if the server refuses it.</returns>
    /// <exception cref="NoAnswerException">The server did not answer.</exception>
    Task<ZoneTransfer?> TransferAsync(IPEndPoint server, string zone, TimeSpan timeout, CancellationToken cancel);
}
