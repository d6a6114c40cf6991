using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Finds records of the panel that name servers or receivers of mail cannot use.</summary>
/// <param name="zone">The zone on the panel.</param>
/// <param name="resolver">Finds hosts outside the zone; null if these are not checked.</param>
internal sealed class RecordMistakes(ExpectedZone zone, IDnsResolver? resolver)
{
    /// <summary>Finds the mistakes.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<DnsFinding>> FindAsync(CancellationToken cancel)
    {
        var findings = new List<DnsFinding>();
        foreach (var record in zone.Invalid)
            findings.Add(Invalid(record, Verdict.Fail, $"The name server cannot read the record {record.Name} {record.Type} {Excerpt.Of(record.Value)}. BIND does not load a zone with such a record.", "Correct it with Set-NpDnsRecord, or remove it with Remove-NpDnsRecord."));
        findings.AddRange(DnsZoneCheck.Find(zone.Origin, zone.Records).Where(problem => !zone.Invalid.Contains(problem.Record)).Select(OfCheck));
        var targets = await Task.WhenAll(zone.Records.SelectMany(Targets).Select(target => CheckTargetAsync(target.Record, target.Host, cancel))).ConfigureAwait(false);
        findings.AddRange(targets.OfType<DnsFinding>());
        return findings;
    }

    // The checker that records are added and changed with.
    private static DnsFinding OfCheck(DnsZoneProblem problem)
    {
        var (record, conflict) = ((DnsRecord)problem.Record, problem.Conflict);
        var advice = conflict.Kind switch
        {
            DnsConflictKind.CnameBesideOthers or DnsConflictKind.CnameAtApex or DnsConflictKind.SecondDname => "BIND does not load the zone until one of the records is removed with Remove-NpDnsRecord.",
            DnsConflictKind.DifferentTtl => "Give these records the same time to live with Set-NpDnsRecord. Until then, name servers use one of them for all.",
            _ => "Correct the record with Set-NpDnsRecord, or remove it with Remove-NpDnsRecord.",
        };
        var isWarning = conflict.IsAdvice || conflict.Kind is DnsConflictKind.DifferentTtl or DnsConflictKind.Duplicate;
        return Invalid(record, isWarning ? Verdict.Warn : Verdict.Fail, conflict.Message, advice) with { Kind = conflict.Kind == DnsConflictKind.DifferentTtl ? DnsFindingKind.SeveralTtls : DnsFindingKind.InvalidRecord };
    }

    private IEnumerable<(DnsRecord Record, string Host)> Targets(DnsRecord record)
    {
        if (RecordText.ServedType(record.Type) is not (DnsRecordType.MX or DnsRecordType.NS or DnsRecordType.SRV or DnsRecordType.CNAME) || zone.Invalid.Contains(record)) yield break;
        // The target is the last word of each of these types.
        var text = RecordText.Of(record, zone.Origin)!;
        var host = text[(text.LastIndexOf(' ') + 1)..];
        if (host != ".") yield return (record, host);
    }

    private async Task<DnsFinding?> CheckTargetAsync(DnsRecord record, string host, CancellationToken cancel)
    {
        var isAlias = RecordText.ServedType(record.Type) == DnsRecordType.CNAME;
        var state = zone.Contains(host) ? InZone(host) : await OutsideAsync(host, cancel).ConfigureAwait(false);
        return (state, isAlias) switch
        {
            (HostState.Alias, false) => Invalid(record, record.Type == DnsRecordType.SRV ? Verdict.Warn : Verdict.Fail, $"{Show(record)} points to an alias: {host} has a CNAME record (RFC 2181 10.3).", $"Use the name that {host} points to, with Set-NpDnsRecord, or replace the CNAME record with A and AAAA records."),
            (HostState.NoAddress, false) => Invalid(record, Verdict.Fail, $"{Show(record)} points to {host}, which has no address.", $"Add an A or AAAA record for {host}, or change the record with Set-NpDnsRecord."),
            (HostState.Missing, false) => Invalid(record, Verdict.Fail, $"{Show(record)} points to {host}, which does not exist.", $"Add an A or AAAA record for {host}, or change the record with Set-NpDnsRecord."),
            (HostState.Missing, true) => Invalid(record, Verdict.Warn, $"{Show(record)} points to {host}, which does not exist.", "Change the record with Set-NpDnsRecord, or remove it with Remove-NpDnsRecord. Whoever registers the missing name controls what the alias shows."),
            _ => null,
        };
    }

    private HostState InZone(string host)
    {
        if (zone.CutOf(host) is { } cut && cut != host) return HostState.Fine;
        // The checker of records has found what points to an alias in the zone.
        if (zone.Find(host, DnsRecordType.CNAME) is not null) return HostState.Fine;
        if (zone.Find(host, DnsRecordType.A) is not null || zone.Find(host, DnsRecordType.AAAA) is not null) return HostState.Fine;
        return zone.Names.Contains(host) ? HostState.NoAddress : zone.Exists(host) || zone.Names.Any(name => name.EndsWith("." + host, StringComparison.Ordinal)) ? HostState.Fine : HostState.Missing;
    }

    private async Task<HostState> OutsideAsync(string host, CancellationToken cancel)
    {
        if (resolver is null) return HostState.Fine;
        try
        {
            var response = await resolver.ResolveAsync(host, DnsQueryType.A, cancel).ConfigureAwait(false);
            if (response.AnswersOf(host, DnsQueryType.CNAME).Any()) return HostState.Alias;
            if (response.Code == DnsResponseCode.NameError) return HostState.Missing;
            if (response.Answers.Any(record => record.Type == DnsQueryType.A)) return HostState.Fine;
            return (await resolver.ResolveAsync(host, DnsQueryType.AAAA, cancel).ConfigureAwait(false)).Answers.Any(record => record.Type == DnsQueryType.AAAA) ? HostState.Fine : HostState.NoAddress;
        }
        // Whether a host of others can be resolved right now says nothing about the record.
        catch (NoAnswerException) { return HostState.Fine; }
    }

    private static string Show(DnsRecord record) => $"{record.Name} {record.Type} {Excerpt.Of(record.Data.ToString())}";

    private static DnsFinding Invalid(DnsRecord record, Verdict severity, string message, string advice)
        => new(DnsFindingKind.InvalidRecord, severity, message, advice) { Name = record.Name, Type = record.Type.ToString(), Found = record.Data.ToString() };

    private enum HostState
    {
        Fine,
        Alias,
        NoAddress,
        Missing,
    }
}
