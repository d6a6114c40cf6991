using System.Globalization;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that the mail server refuses mail of strangers to strangers. No message is sent.</summary>
internal sealed class RelayCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "Relay";

    /// <inheritdoc/>
    public Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel) => ServerCheck.AskAsync(this, context, (_, _, answer) =>
    {
        var reply = answer.Relay!;
        var found = string.Create(CultureInfo.InvariantCulture, $"{reply.Code} {reply.Text}");
        return Task.FromResult(reply.Code switch
        {
            >= 200 and < 300 => this.Fail($"accepts mail for other domains: {found}", "Anyone can send spam through the server, unless it trusts this computer. Check mynetworks and smtpd_relay_restrictions (Postfix), or run the test from another network.", "a refusal"),
            >= 400 and < 500 => this.Unknown($"not checked: it answered {found}", "The server refuses for now, such as by greylisting. Run the test again later."),
            _ => this.Pass($"refused: {found}"),
        });
    }, cancel);
}
