using System.Net;
using Nodepoint.IspConfig.Dns;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that the mail server's addresses have names, which have these addresses (forward-confirmed reverse DNS).</summary>
internal sealed class ReverseNameCheck : IMailCheck
{
    /// <inheritdoc/>
    public string Name => "PTR";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        if (await ServerCheck.WhyNotAsync(this, context, cancel).ConfigureAwait(false) is { } skipped) return skipped;
        var host = (await context.HostAsync(cancel).ConfigureAwait(false))!;
        var addresses = await context.AddressesAsync(cancel).ConfigureAwait(false);
        return CheckResult.Join(await Task.WhenAll(addresses.Select(address => JudgeAsync(context, host, address, cancel))).ConfigureAwait(false));
    }

    private async Task<MailCheck> JudgeAsync(DeliveryContext context, string host, IPAddress address, CancellationToken cancel)
    {
        var names = await context.Servers.ReverseNamesAsync(address, cancel).ConfigureAwait(false);
        if (names.Count == 0) return await NameAsync(context, this.Fail($"{address} has no name", "", host), host, address, cancel).ConfigureAwait(false);
        foreach (var name in names)
            if ((await context.Servers.AddressesAsync(name, cancel).ConfigureAwait(false)).Addresses.Contains(address)) return this.Pass($"{address} is {name}");
        return await NameAsync(context, this.Fail($"{address} is {string.Join(", ", names)}, which does not have this address", "", host), host, address, cancel).ConfigureAwait(false);
    }

    private static async Task<MailCheck> NameAsync(DeliveryContext context, MailCheck check, string host, IPAddress address, CancellationToken cancel)
    {
        var name = DeliveryDns.ReverseName(address);
        // One address has the mail of many domains, of which none may name it after itself.
        if (context.Options.MailHost is null) return check with { Advice = $"Give {address} the PTR record of the mail server's own host name, which must have this address. With -MailHost, the line to run is shown." };
        var records = await context.Panel.RecordsAsync(name, DnsRecordType.PTR, cancel).ConfigureAwait(false);
        if (records.Any(record => !record.Data.AbsoluteValue(record.Zone).TrimEnd('.').Equals(host, StringComparison.OrdinalIgnoreCase)))
            return check with { Advice = $"Give the name an A or AAAA record with {address}, or change the PTR record {name} to {host} with Set-NpDnsRecord." };
        return await context.Panel.AddAsync(check, name, DnsRecordType.PTR, host + ".", null, $"Whoever has assigned {address} sets its name. Ask for the name {host}, which must have this address.", cancel).ConfigureAwait(false);
    }
}
