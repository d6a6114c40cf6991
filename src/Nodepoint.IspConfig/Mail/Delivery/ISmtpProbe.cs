using System.Net;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>Talks to mail servers without sending a message. Many servers can be asked at the same time.</summary>
internal interface ISmtpProbe
{
    /// <summary>Connects to a mail server, begins TLS if it offers it, and asks whether it would relay mail.</summary>
    /// <param name="server">The address and port.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What the server answered.</returns>
    /// <exception cref="NoAnswerException">The server did not answer, or not as a mail server does.</exception>
    Task<SmtpAnswer> AskAsync(IPEndPoint server, SmtpQuestion question, CancellationToken cancel);
}
