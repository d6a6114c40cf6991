using Nodepoint.IspConfig.Dns.RecordData;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Waits until all name servers of a zone publish the wanted TXT records of a name.</summary>
/// <param name="client">Asks name servers.</param>
/// <param name="tester">Finds the name servers of zones.</param>
/// <param name="limit">The longest time to wait; zero asks once.</param>
/// <param name="timeout">How long to wait for an answer.</param>
/// <param name="time">The clock.</param>
internal sealed class TextWait(INameServerClient client, ZoneTester tester, TimeSpan limit, TimeSpan timeout, TimeProvider time)
{
    private const int LongestInterval = 5;

    /// <summary>The longest time to wait.</summary>
    public TimeSpan Limit => limit;

    /// <summary>Waits for something without keeping other rows from the panel.</summary>
    public required Func<Task, Task> Pause { get; init; }

    /// <summary>Finds the name servers of a zone: the specified ones, or those in its NS records.</summary>
    /// <param name="zone">The zone on the panel.</param>
    /// <param name="records">Its records.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The servers that have an address, and those that have none with the reason.</returns>
    public Task<(List<TestedServer> Found, List<(NameServerAddress Server, string Reason)> Unknown)> FindServersAsync(DnsZone zone, IReadOnlyList<DnsRecord> records, CancellationToken cancel)
    {
        var expected = new ExpectedZone(zone, records);
        return tester.FindServersAsync(expected, expected.NameServers, cancel);
    }

    /// <summary>Waits until the servers publish the wanted texts.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="name">The absolute name of the records, with a trailing dot.</param>
    /// <param name="problem">Says what a server answers instead, such as "has another key"; null if the texts are the wanted ones.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The servers that do not publish it after the time limit, with what they answered.</returns>
    public async Task<IReadOnlyList<(TestedServer Server, string Answer)>> WaitAsync(IReadOnlyList<TestedServer> servers, string zone, string name, Func<IReadOnlyList<string>, string?> problem, CancellationToken cancel)
    {
        var waiting = RunAsync(servers, zone, name, problem, cancel);
        await Pause(waiting).ConfigureAwait(false);
        return await waiting.ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<(TestedServer, string)>> RunAsync(IReadOnlyList<TestedServer> servers, string zone, string name, Func<IReadOnlyList<string>, string?> problem, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        for (var seconds = 1; ; seconds = Math.Min(seconds + 1, LongestInterval))
        {
            var answers = await Task.WhenAll(servers.Select(async server => (Server: server, Answer: await AskAsync(server, zone, name, problem, cancel).ConfigureAwait(false)))).ConfigureAwait(false);
            var lagging = answers.Where(static one => one.Answer is not null).Select(static one => (one.Server, one.Answer!)).ToList();
            var (left, interval) = (limit - time.GetElapsedTime(start), TimeSpan.FromSeconds(seconds));
            if (lagging.Count == 0 || left <= TimeSpan.Zero) return lagging;
            await Task.Delay(left < interval ? left : interval, time, cancel).ConfigureAwait(false);
        }
    }

    // What the server answers instead; null if it publishes the wanted texts.
    private async Task<string?> AskAsync(TestedServer server, string zone, string name, Func<IReadOnlyList<string>, string?> problem, CancellationToken cancel)
    {
        try
        {
            var response = await client.QueryAsync(server.EndPoint, new DnsQuery(name, DnsQueryType.TXT), timeout, cancel).ConfigureAwait(false);
            if (response.Code is not (DnsResponseCode.NoError or DnsResponseCode.NameError)) return $"answers {DnsResponseCodes.NameOf(response.Code)}";
            if (!response.IsAuthoritative) return "gives an answer that is not authoritative";
            return problem([.. response.AnswersOf(name, DnsQueryType.TXT).Select(record => TxtData.TextOf(RecordText.Of(record, zone)))]);
        }
        catch (NoAnswerException silence) { return $"does not answer: {silence.Message}"; }
    }
}
