using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>How mail programs of a domain reach its mailboxes, as records of its zone.</summary>
/// <param name="Domain">The mail domain.</param>
/// <param name="MailHost">The host name of the mail server, in punycode and without a trailing dot.</param>
/// <param name="Protocols">The protocols that it offers.</param>
internal sealed record MailClientSettings(Reference<MailDomain> Domain, string MailHost, IReadOnlyCollection<MailClientProtocol> Protocols)
{
    private const int HttpsPort = 443;

    // All targets are absolute.
    private const string AnyOrigin = "invalid.";

    // Programs try the lowest priority first: TLS before STARTTLS (RFC 8314 5.1), and IMAP before POP3 (RFC 6186 3.4).
    private static readonly (MailClientProtocol Protocol, int Priority, int Port)[] Services =
    [
        (MailClientProtocol.Imaps, 0, 993), (MailClientProtocol.Imap, 10, 143), (MailClientProtocol.Pop3s, 20, 995), (MailClientProtocol.Pop3, 30, 110),
        (MailClientProtocol.Submissions, 0, 465), (MailClientProtocol.Submission, 10, 587),
    ];

    /// <summary>The names, relative to the mail domain, that have no other SRV and CNAME records than these.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Services.Select(service => NameOf(service.Protocol)), "_autodiscover._tcp", "autoconfig", "autodiscover"];

    /// <summary>The records, with names relative to the mail domain.</summary>
    /// <exception cref="Model.Rules.RuleException">The host name is not valid.</exception>
    public IEnumerable<(string Name, DnsRecordData Data)> ToRecords()
    {
        foreach (var (protocol, priority, port) in Services)
            // A service that is not offered is said to be so (RFC 6186 3.4).
            yield return (NameOf(protocol), Protocols.Contains(protocol) ? Srv(priority, 1, port, MailHost + ".") : Srv(0, 0, 0, "."));
        yield return ("_autodiscover._tcp", Srv(0, 1, HttpsPort, MailHost + "."));
        yield return ("autoconfig", DnsRecordData.Parse(DnsRecordType.CNAME, MailHost + ".", null, AnyOrigin));
        yield return ("autodiscover", DnsRecordData.Parse(DnsRecordType.CNAME, MailHost + ".", null, AnyOrigin));
    }

    private static DnsRecordData Srv(int priority, int weight, int port, string target)
        => DnsRecordData.Parse(DnsRecordType.SRV, string.Create(CultureInfo.InvariantCulture, $"{weight} {port} {target}"), priority, AnyOrigin);

    private static string NameOf(MailClientProtocol protocol) => $"_{protocol.ToString().ToLowerInvariant()}._tcp";
}
