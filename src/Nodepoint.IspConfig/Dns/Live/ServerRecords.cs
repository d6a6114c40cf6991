using Nodepoint.IspConfig.Dns.Live.Signing;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Reads what a server has of a zone: from a transfer if it allows one, else by a question for each name.</summary>
/// <param name="ask">Asks the server.</param>
/// <param name="zone">The zone on the panel, whose names are asked for.</param>
internal sealed class ServerRecords(Func<DnsQuery, CancellationToken, Task<DnsResponse>> ask, ExpectedZone zone)
{
    /// <summary>Why TCP could not be used; null if it could.</summary>
    public string? TcpProblem { get; private set; }

    /// <summary>Asks for every name of the panel.</summary>
    /// <param name="isSecure">Whether signatures are wanted.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="NoAnswerException">The server did not answer one of the questions.</exception>
    public async Task<FoundRecords> ReadAsync(bool isSecure, CancellationToken cancel)
    {
        var found = new FoundRecords();
        Task<List<DnsResponseRecord>> ReadAsync(IGrouping<string, ExpectedSet> sets)
            => zone.CutOf(sets.Key) is { } cut ? ReadBelowCutAsync(cut, [.. sets], cancel) : ReadNameAsync(sets.Key, [.. sets], isSecure, cancel);
        var names = zone.Sets.GroupBy(set => set.Name).ToList();
        if (names.Count == 0) return found;
        // The first name finds out whether the server answers over TCP at all.
        found.Add(await ReadAsync(names[0]).ConfigureAwait(false));
        foreach (var part in await Task.WhenAll(names.Skip(1).Select(ReadAsync)).ConfigureAwait(false)) found.Add(part);
        return found;
    }

    private async Task<List<DnsResponseRecord>> ReadNameAsync(string name, List<ExpectedSet> sets, bool isSecure, CancellationToken cancel)
    {
        var found = new List<DnsResponseRecord>();
        // Only over TCP do servers give all records of a name (RFC 8482), also those that the panel does not have.
        if (TcpProblem is null)
        {
            try
            {
                var all = await ask(new DnsQuery(name, DnsQueryType.ANY) { IsTcp = true, IsSecure = isSecure }, cancel).ConfigureAwait(false);
                found.AddRange(all.Answers.Where(record => record.Name == name && !IsRefusal(record)));
            }
            catch (NoAnswerException problem) { TcpProblem = problem.Message; }
        }

        foreach (var set in sets)
        {
            // With signatures wanted, an answer to ANY without one says nothing about the signature of this set.
            if (found.Exists(record => record.Type == set.QueryType) && (!isSecure || found.Exists(record => record.Type == DnsQueryType.RRSIG && SignatureData.Read(record)?.Covered == set.QueryType))) continue;
            found.RemoveAll(record => record.Type == set.QueryType);
            found.AddRange((await ask(new DnsQuery(name, set.QueryType) { IsSecure = isSecure }, cancel).ConfigureAwait(false)).Answers.Where(record => record.Name == name));
        }

        return found;
    }

    // What servers answer to ANY that do not give all records (RFC 8482, section 4.2).
    private static bool IsRefusal(DnsResponseRecord record) => record.Type == (DnsQueryType)DnsRecordType.HINFO && record.Data.AsSpan().StartsWith("\aRFC8482"u8);

    // The servers refer to those of the delegated zone: with its NS records, and with the addresses of those in it.
    private async Task<List<DnsResponseRecord>> ReadBelowCutAsync(string cut, List<ExpectedSet> sets, CancellationToken cancel)
    {
        var found = new List<DnsResponseRecord>();
        foreach (var set in sets)
        {
            if (set.Name != cut && set.Type is not (DnsRecordType.A or DnsRecordType.AAAA)) continue;
            var response = await ask(new DnsQuery(set.Name, set.QueryType), cancel).ConfigureAwait(false);
            found.AddRange(response.Answers.Concat(response.Authorities).Concat(response.Additionals).Where(record => record.Name == set.Name && record.Type == set.QueryType));
        }

        return found;
    }
}
