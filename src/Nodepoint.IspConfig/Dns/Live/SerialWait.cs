namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Waits until all name servers of a zone have the serial of the panel.</summary>
/// <param name="tester">Asks the servers.</param>
/// <param name="limit">The longest time to wait; zero asks once.</param>
/// <param name="interval">The time between two questions.</param>
/// <param name="time">The clock.</param>
internal sealed class SerialWait(ZoneTester tester, TimeSpan limit, TimeSpan interval, TimeProvider time)
{
    /// <summary>Waits.</summary>
    /// <param name="zone">The zone on the panel.</param>
    /// <param name="records">Its records, whose NS records name the servers.</param>
    /// <param name="polled">Is told the state after every question.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The last state; servers lag behind if the time limit was reached.</returns>
    public async Task<DnsZoneState> WaitAsync(DnsZone zone, IReadOnlyList<DnsRecord> records, Action<DnsZoneState> polled, CancellationToken cancel)
    {
        var expected = new ExpectedZone(zone, records);
        var (servers, unknown) = await tester.FindServersAsync(expected, expected.NameServers, cancel).ConfigureAwait(false);
        var without = unknown.Select(one => new DnsServerState(one.Server.ToString(), null, one.Server.Port) { Problem = one.Reason }).ToList();
        var start = time.GetTimestamp();
        while (true)
        {
            DnsServerState[] states = [.. await tester.ReadSerialsAsync(zone, servers, cancel).ConfigureAwait(false), .. without];
            var state = new DnsZoneState(expected.Origin, zone.Serial, states);
            polled(state);
            var left = limit - time.GetElapsedTime(start);
            if (state.IsCurrent || states.Length == 0 || left <= TimeSpan.Zero) return state;
            await Task.Delay(left < interval ? left : interval, time, cancel).ConfigureAwait(false);
        }
    }
}
