namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that the mail server calls itself as the reverse DNS calls its address.</summary>
internal sealed class BannerCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "Banner";

    /// <inheritdoc/>
    public Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel) => ServerCheck.AskAsync(this, context, async (address, host, answer) =>
    {
        var names = await context.Servers.ReverseNamesAsync(address, cancel).ConfigureAwait(false);
        var wanted = names.Count > 0 ? names[0] : host;
        return (names.Count > 0 ? names : [host]).Contains(answer.BannerName)
            ? this.Pass(answer.BannerName)
            : this.Warn(answer.BannerName.Length > 0 ? answer.BannerName : answer.Banner, $"Set the name on the mail server (Postfix: myhostname = {wanted}), or give {address} the reverse name {answer.BannerName}. Some receivers take mail from a server with different names for spam.", wanted);
    }, cancel);
}
