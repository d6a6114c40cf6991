using System.Globalization;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Checks a mail server: greeting, TLS, and that it does not relay mail of strangers. No message is sent.</summary>
/// <param name="probe">Talks to mail servers.</param>
/// <param name="certificates">Judges TLS.</param>
/// <param name="options">How services are tested.</param>
internal sealed class SmtpCheck(ISmtpProbe probe, CertificateCheck certificates, ServiceOptions options) : IServiceCheck
{
    /// <inheritdoc/>
    public async Task<(ServiceAnswer Answer, IReadOnlyList<ServiceFinding> Findings)> RunAsync(ServiceTarget target, CancellationToken cancel)
    {
        var question = new SmtpQuestion(target.HostName ?? target.Address.ToString(), options.Helo, MailServers.Foreign, options.Timeout) { IsTlsFirst = target.Protocol.IsTlsFirst };
        var answer = await probe.AskAsync(target.EndPoint, question, cancel).ConfigureAwait(false);
        // Mail servers encrypt whoever has signed the certificate; mail programs do not.
        return (answer, [.. WithoutTls.Find(target, answer), .. certificates.Find(target, answer, isTrustNeeded: target.Protocol.Name != ServiceProtocol.Smtp), .. Relay(target, answer)]);
    }

    private static IEnumerable<ServiceFinding> Relay(ServiceTarget target, SmtpAnswer answer)
    {
        if (answer.Relay is not { } reply) yield break;
        var said = string.Create(CultureInfo.InvariantCulture, $"{reply.Code} {BannerText.Clean(reply.Text)}");
        if (reply.Code is >= 200 and < 300)
            yield return new(ServiceFindingKind.OpenRelay, Verdict.Fail, $"{target} accepts mail for other domains without a login: {said}.", "Anyone can send spam through the server, unless it trusts this computer. Check mynetworks and smtpd_relay_restrictions (Postfix), or run the test from another network.");
        else if (reply.Code is >= 400 and < 500)
            yield return new(ServiceFindingKind.NotChecked, Verdict.Warn, $"Whether {target} relays mail of strangers was not checked: it answered {said}.", "The server refuses for now, such as by greylisting. Run the test again later.");
    }
}
