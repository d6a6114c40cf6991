using System.Net;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Checks that the services of other addresses do not answer on an address.</summary>
/// <param name="probe">Reads the first line of a service.</param>
/// <param name="client">Asks name servers.</param>
/// <param name="options">How services are tested.</param>
internal sealed class UnexpectedCheck(IServiceProbe probe, INameServerClient client, ServiceOptions options)
{
    // Over UDP, nothing says that nobody listens.
    private static readonly TimeSpan MostForUdp = TimeSpan.FromSeconds(1);

    /// <summary>Tries all protocols at the same time.</summary>
    /// <param name="target">The address.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What answered.</returns>
    public async Task<IReadOnlyList<ServiceFinding>> RunAsync(UnexpectedTarget target, CancellationToken cancel)
    {
        var tests = target.Ports.Select(one => FindAsync(target, one.Protocol, one.Port, cancel));
        return [.. (await Task.WhenAll(tests).ConfigureAwait(false)).OfType<ServiceFinding>()];
    }

    private async Task<ServiceFinding?> FindAsync(UnexpectedTarget target, ServiceProtocol protocol, int port, CancellationToken cancel)
    {
        var at = new IPEndPoint(target.Address, port);
        var overTcp = TryAsync(() => probe.AskAsync(at, new ServiceQuestion(target.Address.ToString(), IsTlsFirst: false, options.Timeout), cancel));
        var overUdp = protocol.Name == ServiceProtocol.Dns ? TryAsync(async () =>
        {
            await client.QueryAsync(at, new DnsQuery(".", DnsQueryType.SOA), options.Timeout / 2 < MostForUdp ? options.Timeout / 2 : MostForUdp, cancel).ConfigureAwait(false);
            return new ServiceAnswer();
        }) : Task.FromResult<ServiceAnswer?>(null);
        if ((await overTcp.ConfigureAwait(false) ?? await overUdp.ConfigureAwait(false)) is not { } answer) return null;
        var software = ServiceSoftware.Of(protocol);
        var banner = BannerText.Clean(answer.Banner);
        return new(ServiceFindingKind.UnexpectedService, Verdict.Fail, $"{protocol.Name} answers on {at}, which is the address of {string.Join(" and ", target.Services)}{(banner.Length > 0 ? $": {banner}" : "")}.",
            $"Let {software.Name} listen only on its own address ({software.Listen}), or block the port in the firewall. If it belongs there, add it to the platform profile: Set-NpPlatform -Service @{{ Name = '{target.Services[0]}'; Ports = @{{ {Key(protocol)} = {port.ToString(System.Globalization.CultureInfo.InvariantCulture)} }} }}");
    }

    private static string Key(ServiceProtocol protocol) => protocol.Name.Contains('-', StringComparison.Ordinal) ? $"'{protocol.Name}'" : protocol.Name;

    private static async Task<ServiceAnswer?> TryAsync(Func<Task<ServiceAnswer>> ask)
    {
        try { return await ask().ConfigureAwait(false); }
        catch (NoAnswerException problem) when (problem.IsConnected) { return new ServiceAnswer(); }
        catch (NoAnswerException) { return null; }
        // What has not answered until the end does not answer.
        catch (OperationCanceledException) { return null; }
    }
}
