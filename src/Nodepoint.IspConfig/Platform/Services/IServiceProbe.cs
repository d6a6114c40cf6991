using System.Net;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Talks to services in their protocol, without logging in. Many services can be asked at the same time.</summary>
internal interface IServiceProbe
{
    /// <summary>Connects to a service, reads its greeting, and begins TLS if it offers that.</summary>
    /// <param name="server">The address and port.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What the service answered.</returns>
    /// <exception cref="NoAnswerException">The service did not answer, or not in this protocol.</exception>
    Task<ServiceAnswer> AskAsync(IPEndPoint server, ServiceQuestion question, CancellationToken cancel);
}
