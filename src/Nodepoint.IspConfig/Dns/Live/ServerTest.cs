using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns.Live.Signing;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Tests one address of one name server of a zone.</summary>
/// <param name="client">Asks the server.</param>
/// <param name="zone">The zone on the panel.</param>
/// <param name="server">The server.</param>
/// <param name="options">How to test.</param>
internal sealed class ServerTest(INameServerClient client, ExpectedZone zone, TestedServer server, ZoneTestOptions options)
{
    private readonly List<DnsFinding> _findings = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<DnsFinding> Findings => _findings;

    /// <summary>The keys of the zone on the server; null if the server did not tell them.</summary>
    public IReadOnlyList<ZoneKey>? Keys { get; private set; }

    /// <summary>Tests the server.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The state of the zone on the server.</returns>
    public async Task<DnsServerState> RunAsync(CancellationToken cancel)
    {
        var state = new DnsServerState(server.Name, server.EndPoint.Address, server.EndPoint.Port);
        var start = Stopwatch.GetTimestamp();
        DnsResponse response;
        try { response = await FirstAsync(cancel).ConfigureAwait(false); }
        catch (NoAnswerException problem) when (problem.HasNoRoute)
        {
            Add(DnsFindingKind.NotChecked, Verdict.Warn, $"{server.Label} was not checked: {problem.Message}.", "Run the test on a computer with such addresses of its own.");
            return state with { Problem = problem.Message };
        }
        catch (NoAnswerException problem)
        {
            Add(DnsFindingKind.NoAnswer, Verdict.Fail, $"{server.Label} did not answer: {problem.Message}.", "Check that the name server runs, and that a firewall lets UDP and TCP through to its port.");
            return state with { Problem = problem.Message };
        }

        state = state with { Latency = Stopwatch.GetElapsedTime(start) };
        CheckRecursion(response);
        if (SoaData.Find(response, zone.Origin) is not { } soa || !response.IsAuthoritative)
        {
            var reason = response.Code != DnsResponseCode.NoError ? $"it answered {DnsResponseCodes.NameOf(response.Code)}" : "its answer is not authoritative";
            Add(DnsFindingKind.NotServed, Verdict.Fail, $"{server.Label} does not serve the zone: {reason}.", Advice(response.Code));
            return state with { Problem = reason };
        }

        state = state with { Serial = soa.Serial, IsCurrent = CheckSoa(soa) };
        try
        {
            if (state.IsCurrent) await CheckRecordsAsync(response, cancel).ConfigureAwait(false);
            else await TransferAsync(cancel).ConfigureAwait(false);
        }
        catch (NoAnswerException problem)
        {
            Add(DnsFindingKind.NoAnswer, Verdict.Fail, $"{server.Label} did not answer some of the questions: {problem.Message}.", "Run the test again. If it happens again, check whether the name server limits the rate of responses, or is overloaded.");
        }

        return state;
    }

    // RD shows whether the server would find other names, too. A server that is silent over UDP is asked over TCP, which tells why.
    private async Task<DnsResponse> FirstAsync(CancellationToken cancel)
    {
        var query = new DnsQuery(zone.Origin, DnsQueryType.SOA) { IsRecursive = true, IsSecure = true };
        try { return await client.QueryAsync(server.EndPoint, query, options.Timeout, cancel).ConfigureAwait(false); }
        catch (NoAnswerException problem) when (!problem.HasNoRoute)
        {
            DnsResponse response;
            try { response = await client.QueryAsync(server.EndPoint, query with { IsTcp = true }, options.Timeout, cancel).ConfigureAwait(false); }
            catch (NoAnswerException second) { throw new NoAnswerException(second.Message == problem.Message ? problem.Message : $"over UDP, {problem.Message}; over TCP, {second.Message}"); }
            Add(DnsFindingKind.NoAnswer, Verdict.Fail, $"{server.Label} answers over TCP only; over UDP, {problem.Message}.", "Let UDP through to the port of the name server. Resolvers use TCP only for large answers.");
            return response;
        }
    }

    private void CheckRecursion(DnsResponse response)
    {
        if (response.IsRecursionAvailable)
            Add(DnsFindingKind.OpenRecursion, Verdict.Warn, $"{server.Label} offers recursion to this computer ({LocalAddress()?.ToString() ?? "unknown address"}). A name server that answers strangers' questions about other domains is abused for attacks.", "In BIND, use 'recursion no;' on authoritative servers, or 'allow-recursion' with your own networks.");
    }

    private bool CheckSoa(SoaData soa)
    {
        var panel = SoaData.Of(zone.Zone);
        var (own, other) = (soa.Serial.ToString(CultureInfo.InvariantCulture), soa.Wanted(zone.Zone).ToString(CultureInfo.InvariantCulture));
        var on = soa.Wanted(zone.Zone) == panel.Serial ? "on the panel" : $"for the signed copy of the panel's {panel.Serial.ToString(CultureInfo.InvariantCulture)}";
        var isCurrent = soa.IsCurrent(zone.Zone);
        if (isCurrent && soa.Serial != soa.Wanted(zone.Zone))
            _findings.Add(Finding(DnsFindingKind.NewerSerial, Verdict.Warn, $"{server.Label} has serial {own}, which is newer than {other} {on}. Secondary servers ignore the panel's changes until its serial is newer.", "Find out who changes the zone outside the panel. Update-NpDnsSerial raises the serial; Set-NpDnsZone -Serial sets it.") with { Found = own, Wanted = other });
        if (!isCurrent)
        {
            _findings.Add(Finding(DnsFindingKind.OldSerial, Verdict.Fail, $"{server.Label} has serial {own}, which is older than {other} {on}. Its records are not compared until it has the current serial.",
                "If the change is recent, wait with Wait-NpDnsZone. Otherwise check the job queue with Get-NpJobQueue, the zone with named-checkzone on the primary server, and on a secondary server that the primary server is reachable and allows the transfer.") with { Found = own, Wanted = other });
            return false;
        }

        foreach (var difference in soa.DifferencesFrom(panel))
            Add(DnsFindingKind.SoaDiffers, Verdict.Fail, $"The SOA record on {server.Label} differs: {difference}.", "Raise the serial with Update-NpDnsSerial, so that the servers load the zone again.");
        return true;
    }

    private async Task CheckRecordsAsync(DnsResponse soa, CancellationToken cancel)
    {
        var keysAsked = AskAsync(new DnsQuery(zone.Origin, DnsQueryType.DNSKEY) { IsSecure = true }, cancel);
        var transferred = await TransferAsync(cancel).ConfigureAwait(false);
        var keys = await keysAsked.ConfigureAwait(false);
        if (keys.Code == DnsResponseCode.NoError) Keys = [.. keys.AnswersOf(zone.Origin, DnsQueryType.DNSKEY).Select(ZoneKey.Read).OfType<ZoneKey>()];
        FoundRecords found;
        if (transferred is { IsComplete: true })
        {
            found = new FoundRecords();
            found.Add(transferred.Records);
        }
        else
        {
            var reader = new ServerRecords(AskAsync, zone);
            found = await reader.ReadAsync(Keys is { Count: > 0 }, cancel).ConfigureAwait(false);
            if (reader.TcpProblem is { } problem)
                Add(DnsFindingKind.NoTcp, Verdict.Fail, $"{server.Label} does not answer over TCP: {problem}. Large answers get lost, and records that are not on the panel are not found.", "Let TCP through to the port of the name server (RFC 7766).");
        }

        _findings.AddRange(new RecordComparison(zone, server).Compare(found));
        _findings.AddRange(new SigningCheck(zone, server, options.Time.GetUtcNow()).Check(keys, soa, found));
    }

    private async Task<ZoneTransfer?> TransferAsync(CancellationToken cancel)
    {
        ZoneTransfer? transfer;
        try { transfer = await client.TransferAsync(server.EndPoint, zone.Origin, options.Timeout, cancel).ConfigureAwait(false); }
        // A server that closes the connection does not transfer the zone either.
        catch (NoAnswerException) { return null; }
        var local = LocalAddress();
        if (transfer is not null && (local is null || !zone.Zone.Xfer.Any(allowed => IsIn(allowed, local))))
            Add(DnsFindingKind.OpenTransfer, Verdict.Warn, $"{server.Label} transfers the whole zone to this computer ({local?.ToString() ?? "unknown address"}), which is not in the zone's list of those who may transfer it.", $"In BIND, use 'allow-transfer {{ none; }};' as the default, and list the secondary servers of the zone: Set-NpDnsZone {zone.Origin} -Xfer <addresses>.");
        return transfer;
    }

    private Task<DnsResponse> AskAsync(DnsQuery query, CancellationToken cancel) => client.QueryAsync(server.EndPoint, query, options.Timeout, cancel);

    // The address that the server sees, if nothing on the way changes it. Nothing is sent.
    private IPAddress? LocalAddress()
    {
        try
        {
            using var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(server.EndPoint);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException) { return null; }
    }

    private static bool IsIn(string allowed, IPAddress address)
        => IPNetwork.TryParse(allowed, out var network) ? network.Contains(address) && network.PrefixLength > 0 : IPAddress.TryParse(allowed, out var single) && single.Equals(address);

    private static string Advice(DnsResponseCode code) => code switch
    {
        DnsResponseCode.ServerFailure => "The server knows the zone but could not load it, or its copy has expired. Check its log, and the zone with named-checkzone.",
        _ => "Check that the zone is active on the panel and that the server has it: as the panel's server, as a mirror, or as a secondary server. Otherwise remove its NS record from the zone and from the parent zone.",
    };

    private void Add(DnsFindingKind kind, Verdict severity, string message, string advice) => _findings.Add(Finding(kind, severity, message, advice));

    private DnsFinding Finding(DnsFindingKind kind, Verdict severity, string message, string advice) => new(kind, severity, message, advice) { Server = server.Label };
}
