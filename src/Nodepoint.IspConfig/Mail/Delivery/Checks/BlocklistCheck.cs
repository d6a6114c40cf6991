using System.Net;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that the mail server's addresses are not on blocklists (RFC 5782).</summary>
internal sealed class BlocklistCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "Blocklist";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (await ServerCheck.WhyNotAsync(this, context, cancel).ConfigureAwait(false) is { } skipped) return skipped;
        var addresses = await context.AddressesAsync(cancel).ConfigureAwait(false);
        return CheckResult.Join(await Task.WhenAll(context.Options.Blocklists.SelectMany(list => addresses.Select(address => AskAsync(context, list, address, cancel)))).ConfigureAwait(false));
    }

    private async Task<MailCheck> AskAsync(DeliveryContext context, string list, IPAddress address, CancellationToken cancel)
    {
        var name = $"{DeliveryDns.Reversed(address)}.{list}";
        HostAddresses answer;
        try { answer = await context.Servers.AddressesAsync(name, cancel).ConfigureAwait(false); }
        catch (NoAnswerException problem) { return this.Unknown($"not checked: {list}: {problem.Message}", "Specify other resolvers with -Server."); }
        if (answer.Addresses.Count == 0) return this.Pass($"{address} is not on {list}");
        // 127.255.255.0/24 means that the list does not answer this resolver, and an address outside 127.0.0.0/8 is not an answer of a list.
        if (answer.Addresses.All(static one => one.GetAddressBytes() is not [127, not 255, _, _])) return this.Unknown($"not checked: {list} answered {string.Join(", ", answer.Addresses)}", "The list does not answer questions of this resolver. Specify another one with -Server.");
        var reasons = (await context.Dns.TextsAsync(name, cancel).ConfigureAwait(false)).FirstOrDefault() ?? string.Join(", ", answer.Addresses);
        return this.Fail($"{address} is on {list}: {reasons}", "Find and stop what sends spam, then ask the operator of the list to remove the address.", "not listed");
    }
}
