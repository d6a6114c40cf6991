using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The records of a mail domain from which mail programs set themselves up.</summary>
/// <param name="Domain">The mail domain.</param>
/// <param name="MailHost">The host name of the mail server.</param>
/// <param name="Protocols">The protocols that it offers.</param>
/// <param name="Records">The records: the full name, the type, and the value of each.</param>
[ResultOf(typeof(MailDomain))]
public sealed record MailClientRecords(string Domain, string MailHost, MailClientProtocol[] Protocols, string[] Records) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }
}
