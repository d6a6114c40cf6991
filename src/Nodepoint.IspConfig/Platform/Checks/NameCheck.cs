using System.Net;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Checks that the host names of the profile have its addresses (forward), and that these have the host names (reverse).</summary>
internal sealed class NameCheck : IPlatformCheck
{
    // Receivers refuse mail from an address without the right name; for other services it is a matter of order.
    private const string Mail = "mail";

    /// <inheritdoc/>
    public PlatformCheckName Name => PlatformCheckName.Names;

    /// <inheritdoc/>
    public bool NeedsProfile => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel)
    {
        var names = new DeliveryDns(context.Resolver);
        var services = context.Profile.Services.Where(static one => one.HostName is not null).ToList();
        var forward = services.Select(service => TryAsync($"The addresses of {service.HostName} were", () => ForwardAsync(service, names, cancel)));
        var reverse = services.SelectMany(static one => one.Addresses.Select(address => (Service: one, Address: IPAddress.Parse(address)))).GroupBy(static one => one.Address, static one => one.Service)
            .Where(static one => !PrivateAddress.IsPrivate(one.Key)).Select(one => TryAsync($"The name of {one.Key} was", () => ReverseAsync(one.Key, [.. one], names, cancel)));
        return [.. (await Task.WhenAll(forward.Concat(reverse)).ConfigureAwait(false)).SelectMany(static one => one)];
    }

    private async Task<IReadOnlyList<PlatformFinding>> TryAsync(string what, Func<Task<IReadOnlyList<PlatformFinding>>> check)
    {
        try { return await check().ConfigureAwait(false); }
        catch (NoAnswerException problem) { return [new PlatformFinding(Name, Verdict.Warn, $"{what} not checked: {problem.Message}.", "Check the resolvers of the platform profile (Set-NpPlatform -Resolver).")]; }
    }

    private async Task<IReadOnlyList<PlatformFinding>> ForwardAsync(PlatformService service, DeliveryDns names, CancellationToken cancel)
    {
        var found = (await names.AddressesAsync(service.HostName!, cancel).ConfigureAwait(false)).Addresses;
        var wanted = service.Addresses.Select(IPAddress.Parse).ToList();
        // A service without addresses is where its name says.
        if (found.Count == 0) return [new PlatformFinding(Name, Verdict.Fail, $"{service.HostName}, the host name of {service.Name}, has no address in the DNS.", Add(service, wanted))];
        if (wanted.Count == 0) return [];
        var (missing, surplus) = (wanted.Except(found).ToList(), found.Except(wanted).ToList());
        var findings = new List<PlatformFinding>();
        if (missing.Count > 0)
            findings.Add(new PlatformFinding(Name, Verdict.Fail, $"{service.HostName} does not have {List(missing)}, which the profile has for {service.Name}. It has {List(found)}.", $"Correct the A and AAAA records of {service.HostName}, or the profile: Set-NpPlatform -Service @{{ Name = '{service.Name}'; Addresses = '{string.Join("', '", found)}' }}"));
        if (surplus.Count > 0 && missing.Count == 0)
            findings.Add(new PlatformFinding(Name, Verdict.Warn, $"{service.HostName} also has {List(surplus)}, which the profile does not have for {service.Name}.", $"Remove the record with Remove-NpDnsRecord, or add the address to the profile: Set-NpPlatform -Service @{{ Name = '{service.Name}'; Addresses = '{string.Join("', '", found)}' }}"));
        return findings;
    }

    private async Task<IReadOnlyList<PlatformFinding>> ReverseAsync(IPAddress address, IReadOnlyList<PlatformService> services, DeliveryDns names, CancellationToken cancel)
    {
        var severity = services.Any(static one => one.Name == Mail) ? Verdict.Fail : Verdict.Warn;
        // One name is enough for the services of an address, and that of the mail server matters most.
        var host = (services.FirstOrDefault(static one => one.Name == Mail) ?? services[0]).HostName!;
        var record = DeliveryDns.ReverseName(address);
        var found = await names.ReverseNamesAsync(address, cancel).ConfigureAwait(false);
        var advice = $"Set the PTR record {record} to {host}. If its zone is not on the panel, whoever has assigned {address} sets it.";
        if (found.Count == 0) return [new PlatformFinding(Name, severity, $"{address}, the address of {string.Join(" and ", services.Select(static one => one.Name))}, has no name (PTR record).", advice)];
        var wanted = severity == Verdict.Fail ? [host] : services.Select(static one => one.HostName!);
        return found.Intersect(wanted, StringComparer.OrdinalIgnoreCase).Any() ? [] : [new PlatformFinding(Name, severity, $"{address} has the name {string.Join(", ", found)}, not {host}, which the profile has for {services.First(one => one.HostName == host).Name}.", advice)];
    }

    private static string Add(PlatformService service, List<IPAddress> addresses)
        => addresses.Count == 0 ? $"Add an A or AAAA record for {service.HostName}." : $"Add {(addresses.Count == 1 ? "a record" : "records")} for {service.HostName} with {List(addresses)}: New-NpDnsRecord with -Type A or AAAA.";

    private static string List(IEnumerable<IPAddress> addresses) => string.Join(", ", addresses);
}
