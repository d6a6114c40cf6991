using System.Net;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>What the checks of a mail server share.</summary>
internal static class ServerCheck
{
    /// <summary>Why there is no mail server to check.</summary>
    /// <param name="check">The check.</param>
    /// <param name="context">The domain.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The result; null if there is one.</returns>
    public static async Task<MailCheck?> WhyNotAsync(IMailCheck check, DeliveryContext context, CancellationToken cancel)
    {
        if (await context.IsWithoutMailAsync(cancel).ConfigureAwait(false)) return check.NotApplicable("the domain receives no mail");
        if (await context.HostAsync(cancel).ConfigureAwait(false) is not { } host) return check.NotApplicable("the mail server is not known", "Specify -MailHost, or set it for the platform: Set-NpPlatform -MailHost");
        return (await context.AddressesAsync(cancel).ConfigureAwait(false)).Count > 0 ? null : check.NotApplicable($"{host} has no address", $"Add an A record for {host}.");
    }

    /// <summary>Judges what each address of the mail server answers.</summary>
    /// <param name="check">The check.</param>
    /// <param name="context">The domain.</param>
    /// <param name="judge">Judges an answer.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<MailCheck> AskAsync(IMailCheck check, DeliveryContext context, Func<IPAddress, string, SmtpAnswer, Task<MailCheck>> judge, CancellationToken cancel)
    {
        if (await WhyNotAsync(check, context, cancel).ConfigureAwait(false) is { } skipped) return skipped;
        var host = (await context.HostAsync(cancel).ConfigureAwait(false))!;
        var addresses = await context.AddressesAsync(cancel).ConfigureAwait(false);
        return CheckResult.Join(await Task.WhenAll(addresses.Select(JudgeAsync)).ConfigureAwait(false));

        async Task<MailCheck> JudgeAsync(IPAddress address)
        {
            SmtpAnswer answer;
            try { answer = await context.Servers.AskAsync(address, host, cancel).ConfigureAwait(false); }
            catch (NoAnswerException problem) { return check.Unknown($"not checked: {new IPEndPoint(address, context.Options.Port)}: {problem.Message}", "Check that the mail server runs, and that a firewall does not block this computer; many providers block port 25."); }
            return await judge(address, host, answer).ConfigureAwait(false);
        }
    }
}
