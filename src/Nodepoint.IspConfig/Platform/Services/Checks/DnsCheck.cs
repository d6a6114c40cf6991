using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Checks a name server: that it answers over UDP or TCP, does not answer strangers' questions about other domains, and does not transfer its zones to them.</summary>
/// <param name="client">Asks name servers.</param>
/// <param name="names">The names that it is asked about.</param>
/// <param name="isTcp">Whether it is asked over TCP.</param>
/// <param name="options">How services are tested.</param>
internal sealed class DnsCheck(INameServerClient client, IReadOnlyList<string> names, bool isTcp, ServiceOptions options) : IServiceCheck
{
    private const int MostZones = 8;

    // Over UDP, a question that was lost is sent again.
    private TimeSpan Timeout => options.Timeout / (isTcp ? 1 : 2);

    /// <inheritdoc/>
    public async Task<(ServiceAnswer Answer, IReadOnlyList<ServiceFinding> Findings)> RunAsync(ServiceTarget target, CancellationToken cancel)
    {
        var start = options.Time.GetTimestamp();
        var response = await AskAsync(target, names.Count > 0 ? names[0] : ".", cancel).ConfigureAwait(false);
        var latency = options.Time.GetElapsedTime(start);
        var zones = await ZonesAsync(target, response, cancel).ConfigureAwait(false);
        var said = DnsResponseCodes.NameOf(response.Code);
        var answer = new ServiceAnswer { Latency = latency, Banner = zones.Count > 0 ? $"{said}, serves {string.Join(", ", zones.Select(static zone => zone.TrimEnd('.')))}" : said };
        return (answer, [.. Recursion(target, response), .. isTcp ? await TransfersAsync(target, zones, said, cancel).ConfigureAwait(false) : []]);
    }

    private Task<DnsResponse> AskAsync(ServiceTarget target, string name, CancellationToken cancel)
        => client.QueryAsync(target.EndPoint, new DnsQuery(name, DnsQueryType.SOA) { IsRecursive = true, IsTcp = isTcp }, Timeout, cancel);

    // The SOA record of the zone that holds a name is in the answer to a question about the name.
    private async Task<List<string>> ZonesAsync(ServiceTarget target, DnsResponse first, CancellationToken cancel)
    {
        var responses = await Task.WhenAll(names.Skip(1).Take(MostZones - 1).Select(name => AskAsync(target, name, cancel))).ConfigureAwait(false);
        return [.. responses.Prepend(first).Where(static one => one.IsAuthoritative).SelectMany(static one => one.Answers.Concat(one.Authorities)).Where(static record => record.Type == DnsQueryType.SOA).Select(static record => record.Name).Distinct()];
    }

    private static IEnumerable<ServiceFinding> Recursion(ServiceTarget target, DnsResponse response)
    {
        if (response.IsRecursionAvailable)
            yield return new(ServiceFindingKind.OpenRecursion, Verdict.Warn, $"{target} offers recursion to this computer. A name server that answers strangers' questions about other domains is abused for attacks.", "In BIND, use 'recursion no;' on authoritative servers, or 'allow-recursion' with your own networks.");
    }

    private async Task<IEnumerable<ServiceFinding>> TransfersAsync(ServiceTarget target, List<string> zones, string said, CancellationToken cancel)
    {
        if (zones.Count == 0)
        {
            return [new(ServiceFindingKind.NotChecked, Verdict.Warn, names.Count == 0
                ? $"Whether {target} transfers its zones to strangers was not checked, because the platform profile has no host names."
                : $"Whether {target} transfers its zones to strangers was not checked, because it serves no zone of the host names in the platform profile (it answered {said}).", "Add the host name of the name server, or another name in a zone that it serves, to the platform profile: Set-NpPlatform")];
        }

        var open = await Task.WhenAll(zones.Select(async zone => await IsTransferredAsync(target, zone, cancel).ConfigureAwait(false) ? zone : null)).ConfigureAwait(false);
        return open.OfType<string>().Select(zone => new ServiceFinding(ServiceFindingKind.OpenTransfer, Verdict.Warn, $"{target} transfers the whole zone {zone} to this computer.", "Unless this computer is a secondary server: in BIND, use 'allow-transfer { none; };' as the default, and list the secondary servers of each zone, on secondary servers, too."));
    }

    private async Task<bool> IsTransferredAsync(ServiceTarget target, string zone, CancellationToken cancel)
    {
        try { return await client.TransferAsync(target.EndPoint, zone, Timeout, cancel).ConfigureAwait(false) is not null; }
        // A server that closes the connection does not transfer the zone either.
        catch (NoAnswerException) { return false; }
    }
}
