using System.Net;
using System.Text;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Live.Signing;

namespace Nodepoint.Tests.Dns.Live;

/// <summary>Name servers that answer what a test says. A server without an answer is silent.</summary>
internal sealed class FakeNameServers : INameServerClient
{
    private readonly Dictionary<(IPAddress Server, string Name, DnsQueryType Type), DnsResponse> _responses = [];

    public ZoneTransfer? Transfer { get; init; }

    /// <summary>The addresses that this computer has no route to.</summary>
    public IReadOnlyList<string> WithoutRoute { get; init; } = [];

    /// <summary>How many questions were asked.</summary>
    public int Asked { get; private set; }

    public FakeNameServers Add(string server, string name, DnsQueryType type, DnsResponse response)
    {
        _responses[(IPAddress.Parse(server), name, type)] = response;
        return this;
    }

    public Task<DnsResponse> QueryAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancel)
    {
        Asked++;
        return WithoutRoute.Contains(server.Address.ToString()) ? Task.FromException<DnsResponse>(new NoAnswerException("there is no route to the address from this computer") { HasNoRoute = true }) : Find(server, query);
    }

    private Task<DnsResponse> Find(IPEndPoint server, DnsQuery query)
        => _responses.TryGetValue((server.Address, query.Name.EndsWith('.') ? query.Name : query.Name + ".", query.Type), out var response)
            ? Task.FromResult(response)
            : _responses.Keys.Any(known => known.Server.Equals(server.Address)) ? Task.FromResult(new DnsResponse { IsAuthoritative = true }) : Task.FromException<DnsResponse>(new NoAnswerException("no response within 5 seconds"));

    public Task<ZoneTransfer?> TransferAsync(IPEndPoint server, string zone, TimeSpan timeout, CancellationToken cancel) => Task.FromResult(Transfer);

    public static DnsResponseRecord A(string name, string address) => new(name, DnsQueryType.A, 3600, IPAddress.Parse(address).GetAddressBytes());

    public static DnsResponseRecord Host(string name, DnsQueryType type, string target) => new(name, type, 3600, WireName.Of(target));

    public static DnsResponseRecord Txt(string name, params string[] texts) => new(name, DnsQueryType.TXT, 3600, [.. texts.SelectMany(text => (byte[])[(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)])]);

    public static DnsResponseRecord Soa(string zone, uint serial)
    {
        byte[] Number(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
        return new(zone, DnsQueryType.SOA, 3600, [.. WireName.Of("ns1." + zone), .. WireName.Of("hostmaster." + zone), .. Number(serial), .. Number(7200), .. Number(540), .. Number(604800), .. Number(3600)]);
    }

    public static DnsResponse Answer(params DnsResponseRecord[] records) => new() { IsAuthoritative = true, Answers = records };
}
