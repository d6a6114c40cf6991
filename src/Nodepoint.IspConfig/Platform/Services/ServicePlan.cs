using System.Net;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>What is tested of a platform: each protocol of each service on each of its addresses, and for each address what must not answer there.</summary>
/// <param name="panel">The panel.</param>
/// <param name="profile">The profile; null if the panel has none.</param>
/// <param name="findAddresses">Finds the addresses of a host name; empty for none.</param>
internal sealed class ServicePlan(TestedPanel panel, PlatformProfile? profile, Func<string, CancellationToken, Task<IPAddress[]>> findAddresses)
{
    /// <summary>The services, those of the profile first.</summary>
    public IReadOnlyList<PlatformService> Services { get; } = [.. profile?.Services ?? [], .. profile?.FindService(TestedPanel.Service) is null ? new[] { new PlatformService { Name = TestedPanel.Service } } : []];

    /// <summary>The names that the name servers are asked about.</summary>
    public IReadOnlyList<string> HostNames { get; } = profile is null ? [] : [.. profile.NameServers.Concat(profile.Services.Select(static one => one.HostName)).Append(profile.MailHost).OfType<string>().Distinct()];

    /// <summary>What is tested of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>One target for each address and protocol; none if the service has no address or no protocol.</returns>
    public async Task<IReadOnlyList<ServiceTarget>> TargetsAsync(PlatformService service, CancellationToken cancel)
    {
        var isPanel = IsPanel(service);
        var host = service.HostName ?? (isPanel && panel.Uri.HostNameType == UriHostNameType.Dns ? panel.Uri.IdnHost : null);
        IPAddress[] addresses = [.. service.Addresses.Select(IPAddress.Parse)];
        if (addresses.Length == 0 && isPanel && panel.Uri.HostNameType != UriHostNameType.Dns) addresses = [IPAddress.Parse(panel.Uri.Host.Trim('[', ']'))];
        if (addresses.Length == 0 && host is not null) addresses = await findAddresses(host, cancel).ConfigureAwait(false);
        return
        [
            .. from address in addresses
               from protocol in Protocols(service)
               select new ServiceTarget(service.Name, host, address, protocol.Port, protocol.Protocol)
               {
                   CertificatePin = isPanel ? panel.CertificatePin : null,
                   Authorities = isPanel ? panel.Authorities : null,
               },
        ];
    }

    /// <summary>What must not answer on the addresses of services: the protocols of other services, on their usual ports and on those of the profile.</summary>
    /// <param name="services">The services.</param>
    public IReadOnlyList<UnexpectedTarget> Unexpected(IReadOnlyCollection<PlatformService> services)
    {
        var used = Services.SelectMany(Protocols).Concat(ServiceProtocol.Known.Select(static one => (Protocol: one, one.Port))).DistinctBy(static one => one.Port).ToList();
        var targets = new List<UnexpectedTarget>();
        foreach (var address in services.SelectMany(static one => one.Addresses).Distinct())
        {
            var there = Services.Where(one => one.Addresses.Contains(address)).ToList();
            var own = there.SelectMany(Protocols).ToList();
            // Another port of a protocol that belongs there, but not its usual one.
            var others = used.Where(one => own.TrueForAll(two => two.Port != one.Port && (two.Protocol != one.Protocol || one.Port != one.Protocol.Port))).ToList();
            targets.Add(new UnexpectedTarget([.. there.Select(static one => one.Name)], IPAddress.Parse(address), others));
        }

        return targets;
    }

    /// <summary>The protocols and ports of a service.</summary>
    /// <param name="service">The service.</param>
    public IEnumerable<(ServiceProtocol Protocol, int Port)> Protocols(PlatformService service)
    {
        // The panel's own address says whether it is encrypted, and on which port it is.
        var names = IsPanel(service) && service.Protocols.Count == 0 && service.Ports.Count == 0 ? [panel.Uri.Scheme] : ServiceProtocol.Of(service);
        foreach (var name in names)
        {
            var protocol = ServiceProtocol.Find(name);
            var port = service.PortOf(name, IsPanel(service) && name == panel.Uri.Scheme ? panel.Uri.Port : protocol.Port);
            if (port > 0) yield return (protocol, port);
        }
    }

    private static bool IsPanel(PlatformService service) => service.Name == TestedPanel.Service;
}
