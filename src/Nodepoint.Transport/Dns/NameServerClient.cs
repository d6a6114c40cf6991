using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using DnsClient.Protocol.Options;
using Nodepoint.IspConfig.Dns.Live;
using DnsQuery = Nodepoint.IspConfig.Dns.Live.DnsQuery;
using DnsResponseCode = Nodepoint.IspConfig.Dns.Live.DnsResponseCode;

namespace Nodepoint.Transport.Dns;

/// <summary>Asks name servers with DnsClient, without its cache.</summary>
internal sealed class NameServerClient : INameServerClient
{
    // What fits into one Ethernet frame with IPv6, so that an answer is not fragmented (DNS flag day 2020).
    private const int BufferSize = 1232;

    private readonly LookupClient _client = CreateClient();

    /// <inheritdoc/>
    public async Task<DnsResponse> QueryAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancel)
    {
        var options = new DnsQueryOptions
        {
            Timeout = timeout, Retries = 1, Recursion = query.IsRecursive, RequestDnsSecRecords = query.IsSecure, UseTcpOnly = query.IsTcp, UseTcpFallback = true,
            UseCache = false, ThrowDnsErrors = false, ContinueOnDnsError = false, ContinueOnEmptyResponse = false, ExtendedDnsBufferSize = BufferSize,
        };
        var response = await AskAsync(_client, server, new DnsQuestion(query.Name, (QueryType)query.Type), options, cancel).ConfigureAwait(false);
        return new DnsResponse
        {
            Code = (DnsResponseCode)response.Header.ResponseCode,
            IsAuthoritative = response.Header.HasAuthorityAnswer,
            IsRecursionAvailable = response.Header.RecursionAvailable,
            IsValidated = response.Header.IsAuthenticData,
            Answers = Convert(response.Answers),
            Authorities = Convert(response.Authorities),
            Additionals = Convert(response.Additionals),
        };
    }

    /// <inheritdoc/>
    public async Task<ZoneTransfer?> TransferAsync(IPEndPoint server, string zone, TimeSpan timeout, CancellationToken cancel)
    {
        var options = new DnsQueryOptions { Timeout = timeout, Retries = 0, Recursion = false, UseTcpOnly = true, UseCache = false, ThrowDnsErrors = false, ExtendedDnsBufferSize = 0 };
        // The package reads what has arrived and keeps the connection, on which the rest of a large transfer would be taken for the next answer.
        var response = await AskAsync(CreateClient(), server, new DnsQuestion(zone, QueryType.AXFR), options, cancel).ConfigureAwait(false);
        var records = Convert(response.Answers);
        if (response.HasError || records.Count == 0 || records[0].Type != DnsQueryType.SOA) return null;
        var isComplete = records.Count > 1 && records[^1].Type == DnsQueryType.SOA;
        return new ZoneTransfer(isComplete ? records.GetRange(0, records.Count - 1) : records, isComplete);
    }

    private static LookupClient CreateClient() => new(new LookupClientOptions(new NameServer(IPAddress.Loopback)) { UseCache = false, AutoResolveNameServers = false });

    private static async Task<IDnsQueryResponse> AskAsync(LookupClient client, IPEndPoint server, DnsQuestion question, DnsQueryOptions options, CancellationToken cancel)
    {
        try
        {
            return await client.QueryServerAsync([new NameServer(server)], question, options, cancel).ConfigureAwait(false);
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (DnsResponseException problem) { throw new NoAnswerException(Reason(problem, options.Timeout), problem) { HasNoRoute = HasNoRoute(problem) }; }
        catch (Exception problem) when (problem is SocketException or IOException or TimeoutException or OperationCanceledException or DnsResponseParseException or DnsXidMismatchException or ArgumentException or InvalidOperationException)
        {
            throw new NoAnswerException(Reason(problem, options.Timeout), problem) { HasNoRoute = HasNoRoute(problem) };
        }
    }

    private static bool HasNoRoute(Exception? problem)
        => problem is not null && (problem is SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.AddressFamilyNotSupported } || HasNoRoute(problem.InnerException));

    private static string Reason(Exception problem, TimeSpan timeout)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => "the connection was refused",
                    SocketError.ConnectionReset => "the connection was closed",
                    SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressFamilyNotSupported => "there is no route to the address from this computer",
                    _ => socket.Message.TrimEnd('.'),
                };
            }

            if (cause is DnsResponseParseException) return "the response cannot be read";
            if (cause is TimeoutException or OperationCanceledException) break;
            if (cause is DnsResponseException { Code: DnsClient.DnsResponseCode.ConnectionTimeout }) break;
            if (cause.InnerException is null) return cause.Message.TrimEnd('.');
        }

        return string.Create(CultureInfo.InvariantCulture, $"no response within {timeout.TotalSeconds:0.###} seconds");
    }

    private static List<DnsResponseRecord> Convert(IReadOnlyList<DnsResourceRecord> records)
    {
        var converted = new List<DnsResponseRecord>(records.Count);
        foreach (var record in records)
        {
            if (record is OptRecord) continue;
            converted.Add(new DnsResponseRecord(Name(record.DomainName.Value), (DnsQueryType)record.RecordType, unchecked((uint)record.InitialTimeToLive), WireData.Of(record)));
        }

        return converted;
    }

    private static string Name(string value)
    {
        var name = value.ToLowerInvariant();
        return name.EndsWith('.') ? name : name + ".";
    }
}
