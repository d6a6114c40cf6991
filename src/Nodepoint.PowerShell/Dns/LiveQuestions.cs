using System.Net;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.PowerShell.Dns;

/// <summary>How one command asks name servers: with one client, whatever the number of its rows and panels.</summary>
/// <param name="most">How many questions are in flight at the same time.</param>
/// <param name="timeout">How long to wait for an answer.</param>
/// <param name="stop">Stops the command.</param>
internal sealed class LiveQuestions(int most, TimeSpan timeout, CancellationToken stop) : IDisposable
{
    /// <summary>Enough to use the time until answers come, and few enough for a resolver and a firewall.</summary>
    public const int UsualMost = 64;

    /// <summary>As many as the tests of mail domains use, which mostly wait for the name servers of others.</summary>
    public const int MostForMail = 128;

    private const int MostSecondsForAnswer = 5;

    private readonly LimitedClient _client = new(TransportAssembly.Factory<INameServerClientFactory>().CreateNameServerClient(), most);

    /// <summary>Asks a server.</summary>
    public INameServerClient Client => _client;

    /// <summary>How long to wait for an answer in a command that waits for name servers.</summary>
    /// <param name="timeoutSec">The longest time that the command waits, in seconds; 0 asks once.</param>
    public static TimeSpan AnswerTimeout(int timeoutSec) => TimeSpan.FromSeconds(Math.Clamp(timeoutSec, 1, MostSecondsForAnswer));

    /// <summary>Finds records through resolvers, each once.</summary>
    /// <param name="servers">The resolvers.</param>
    public IDnsResolver Through(IReadOnlyList<IPEndPoint> servers) => new RememberingResolver(new DnsResolver(_client, servers, timeout), stop);

    /// <summary>Asks the name servers of zones.</summary>
    /// <param name="servers">The servers to ask; null for the zone's name servers.</param>
    /// <param name="resolver">Finds name servers and the parent zone; null if only the specified servers are asked.</param>
    public ZoneTester Tester(IReadOnlyList<NameServerAddress>? servers, IDnsResolver? resolver) => new(_client, resolver, new ZoneTestOptions { Servers = servers, Timeout = timeout });

    /// <summary>Waits for TXT records.</summary>
    /// <param name="servers">The servers that must have them; null for the zone's name servers.</param>
    /// <param name="resolver">Finds name servers; null if only the specified servers are asked.</param>
    /// <param name="timeoutSec">The longest time to wait, in seconds; 0 asks once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="pause">Waits without keeping other rows from the panel; null to wait only.</param>
    public TextWait Texts(IReadOnlyList<NameServerAddress>? servers, IDnsResolver? resolver, int timeoutSec, TimeProvider time, Func<Task, Task>? pause = null)
        => new(_client, Tester(servers, resolver), TimeSpan.FromSeconds(timeoutSec), timeout, time) { Pause = pause ?? (static wait => wait) };

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
