using MailKit.Net.Smtp;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.Transport.Mail;

/// <summary>Begins a message and takes it back, which MailKit's own client does not do.</summary>
/// <param name="log">Is told what the server sends.</param>
internal sealed class ProbeClient(GreetingLog log) : SmtpClient(log)
{
    /// <summary>Asks whether mail for a recipient would be accepted. No message is sent.</summary>
    /// <param name="recipient">The email address.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The answer: to the recipient, or to the sender if the server refuses that already.</returns>
    public async Task<SmtpReply> TryRecipientAsync(string recipient, CancellationToken cancel)
    {
        var response = await SendCommandAsync("MAIL FROM:<>", cancel).ConfigureAwait(false);
        if (IsAccepted(response)) response = await SendCommandAsync($"RCPT TO:<{recipient}>", cancel).ConfigureAwait(false);
        try
        {
            await SendCommandAsync("RSET", cancel).ConfigureAwait(false);
            await DisconnectAsync(quit: true, cancel).ConfigureAwait(false);
        }
        // Some servers close the connection after a refusal.
        catch (Exception problem) when (problem is IOException or SmtpProtocolException or MailKit.ServiceNotConnectedException) { }

        return new SmtpReply((int)response.StatusCode, response.Response.Trim().Split('\n')[^1].Trim());
    }

    private static bool IsAccepted(SmtpResponse response) => (int)response.StatusCode is >= 200 and < 300;
}
