using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Creates what tests the live services of a platform.</summary>
internal static class ServiceTesters
{
    /// <summary>Creates it.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="profile">The profile; null if the panel has none.</param>
    /// <param name="options">How services are tested.</param>
    /// <returns>The services, and what tests them.</returns>
    public static (IReadOnlyList<PlatformService> Services, ServiceTester Tester) Create(TestedPanel panel, PlatformProfile? profile, ServiceOptions options)
    {
        var plan = new ServicePlan(panel, profile, AddressesAsync);
        return (plan.Services, new ServiceTester(panel, plan, TransportAssembly.Factory<INameServerClientFactory>().CreateNameServerClient(), TransportAssembly.Factory<ISmtpProbeFactory>().CreateSmtpProbe(), TransportAssembly.Factory<IServiceProbeFactory>(), options));
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancel)
    {
        try { return await System.Net.Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false); }
        catch (SocketException problem) { throw new NoAnswerException(problem.Message.TrimEnd('.'), problem); }
    }
}
