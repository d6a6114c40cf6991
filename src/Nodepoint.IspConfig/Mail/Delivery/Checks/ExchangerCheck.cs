using System.Globalization;
using System.Net;
using Nodepoint.IspConfig.Dns;

namespace Nodepoint.IspConfig.Mail.Delivery.Checks;

/// <summary>Checks that the MX records lead mail to the mail server (RFC 5321 5.1).</summary>
internal sealed class ExchangerCheck : IMailCheck
{
    private const int UsualPreference = 10;

    /// <inheritdoc/>
    public string Name => "MX";

    /// <inheritdoc/>
    public async Task<MailCheck> RunAsync(DeliveryContext context, CancellationToken cancel)
    {
        var (exists, exchanges) = await context.ExchangesAsync(cancel).ConfigureAwait(false);
        if (exchanges is [{ IsNull: true }])
        {
            return context.MailDomain is { Active: true }
                ? this.Fail("null MX: the domain receives no mail (RFC 7505)", $"The panel has the mail domain {context.Domain}, but no mail reaches it. If it should receive mail, replace the MX record with Set-NpDnsRecord.", Wanted(context))
                : this.Pass("null MX: the domain receives no mail (RFC 7505)");
        }

        if (exchanges.Count == 0) return await MissingAsync(context, exists, cancel).ConfigureAwait(false);
        var found = string.Join(", ", exchanges);
        if (exchanges.Any(static one => one.IsNull))
            return this.Fail(found, "A null MX record must be the only one (RFC 7505 3). Remove it, or the others, with Remove-NpDnsRecord.", Wanted(context));
        var hosts = await Task.WhenAll(exchanges.Select(async one => (Exchange: one, Host: await context.Servers.AddressesAsync(one.Host, cancel).ConfigureAwait(false)))).ConfigureAwait(false);
        var expected = await context.AddressesAsync(cancel).ConfigureAwait(false);
        // Senders use the others only if the most preferred ones do not answer.
        var preferred = exchanges.Min(static one => one.Preference);
        var leads = hosts.Any(one => one.Exchange.Preference == preferred && one.Host.Addresses.Intersect(expected).Any());
        if (!leads && hosts.FirstOrDefault(one => one.Host.Addresses.Intersect(expected).Any()).Exchange is { } behind && hosts.All(one => ProblemOf(one.Exchange, one.Host) is null))
            return this.Fail($"{found}; the most preferred is not {behind.Host}", $"Mail goes to {exchanges.First(one => one.Preference == preferred).Host} first. If this server should receive the mail of {context.Domain}, remove that MX record with Remove-NpDnsRecord, or give it a higher number.", Wanted(context));
        foreach (var (exchange, host) in hosts)
            if (leads && exchange.Preference > preferred && ProblemOf(exchange, host) is { } flaw) return this.Warn($"{found}: {flaw}", "Mail arrives at the most preferred server. Correct or remove this MX record with Set-NpDnsRecord or Remove-NpDnsRecord.", Wanted(context));
        foreach (var (exchange, host) in hosts)
            if (ProblemOf(exchange, host) is { } problem) return await CorrectAsync(context, this.Fail($"{found}: {problem}", "", Wanted(context)), exchange, host, leads, cancel).ConfigureAwait(false);
        if (leads) return this.Pass(found);
        if (expected.Count == 0 && context.Options.MailHost is { } unknown) return this.Fail($"{found}; {unknown} has no address", $"Add an A record for {unknown}, or correct -MailHost.", Wanted(context));
        // Whoever receives the mail now may be meant to.
        return this.Fail($"{found}, which is not {Describe(context, expected)}", $"If this server should receive the mail of {context.Domain}, point the MX record to it with Set-NpDnsRecord.", Wanted(context));
    }

    private static string Wanted(DeliveryContext context) => context.Options.MailHost is { } host ? string.Create(CultureInfo.InvariantCulture, $"{UsualPreference} {host}") : "";

    private static string Describe(DeliveryContext context, IReadOnlyList<IPAddress> expected) => $"{context.Options.MailHost ?? "the mail server"} ({string.Join(", ", expected)})";

    private static string? ProblemOf(MailExchange exchange, HostAddresses host) => host switch
    {
        { IsAlias: true } => $"{exchange.Host} is an alias (CNAME), which an MX record must not point to (RFC 2181 10.3)",
        { Exists: false } => $"{exchange.Host} does not exist",
        { Addresses.Count: 0 } => $"{exchange.Host} has no address",
        _ => null,
    };

    private async Task<MailCheck> MissingAsync(DeliveryContext context, bool exists, CancellationToken cancel)
    {
        var check = this.Fail(exists ? "no MX record" : "the domain does not exist in the DNS", "", Wanted(context));
        return context.Options.MailHost is { } host
            ? await context.Panel.AddAsync(check, context.Domain, DnsRecordType.MX, host + ".", UsualPreference, $"The panel does not have the zone. Where it is, add the MX record {UsualPreference.ToString(CultureInfo.InvariantCulture)} {host}", cancel).ConfigureAwait(false)
            : check with { Advice = "Add an MX record with the host name of the mail server: New-NpDnsRecord. With -MailHost, the line to run is shown." };
    }

    private static async Task<MailCheck> CorrectAsync(DeliveryContext context, MailCheck check, MailExchange exchange, HostAddresses host, bool leads, CancellationToken cancel)
    {
        if (exchange.Host == context.Options.MailHost)
        {
            var address = context.Options.MailAddresses.Count > 0 ? context.Options.MailAddresses[0] : null;
            if (host.IsAlias || address is null) return check with { Advice = $"Give {exchange.Host} an A record with the address of the mail server, and no CNAME record." };
            var type = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.AAAA;
            return await context.Panel.AddAsync(check, exchange.Host, type, address.ToString(), null, $"Where the zone of {exchange.Host} is, add its {type} record with {address}.", cancel).ConfigureAwait(false);
        }

        var advice = $"Point the MX record to a host name that has an address of its own, or remove it with Remove-NpDnsRecord.";
        if (leads || context.Options.MailHost is not { } wanted) return check with { Advice = advice };
        var records = await context.Panel.RecordsAsync(context.Domain, DnsRecordType.MX, cancel).ConfigureAwait(false);
        var wrong = records.Where(record => record.Data.AbsoluteValue(record.Zone).TrimEnd('.').Equals(exchange.Host, StringComparison.OrdinalIgnoreCase)).ToList();
        return wrong is [var only] ? DeliveryPanel.Change(check, only, wanted + ".") : check with { Advice = advice };
    }
}
