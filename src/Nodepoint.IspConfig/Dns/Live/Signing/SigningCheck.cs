using System.Globalization;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live.Signing;

/// <summary>Checks the signatures of a zone on a server.</summary>
/// <param name="zone">The zone on the panel.</param>
/// <param name="server">The server, for the findings.</param>
/// <param name="now">The current time.</param>
internal sealed class SigningCheck(ExpectedZone zone, TestedServer server, DateTimeOffset now)
{
    private const int Named = 3;
    private const string SignAgain = "The panel's server signs a zone again when its serial rises: run Update-NpDnsSerial, then check the job queue with Get-NpJobQueue and the log of the name server.";

    // The panel's signatures are valid for 16 days and are renewed daily.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    /// <summary>Checks the keys and signatures.</summary>
    /// <param name="keys">The response with the DNSKEY records.</param>
    /// <param name="soa">The response with the SOA record.</param>
    /// <param name="found">The other records.</param>
    public IEnumerable<DnsFinding> Check(DnsResponse keys, DnsResponse soa, FoundRecords found)
    {
        var sets = new List<(DnsQueryType Type, string Name, IReadOnlyList<DnsResponseRecord> Records)>
        {
            (DnsQueryType.SOA, zone.Origin, [.. soa.AnswersOf(zone.Origin, DnsQueryType.SOA)]),
            (DnsQueryType.DNSKEY, zone.Origin, [.. keys.AnswersOf(zone.Origin, DnsQueryType.DNSKEY)]),
        };
        var zoneKeys = sets[1].Records.Select(ZoneKey.Read).OfType<ZoneKey>().ToList();
        if (zoneKeys.Count == 0)
        {
            if (zone.Zone.DnssecWanted)
                yield return Finding(DnsFindingKind.NotSigned, Verdict.Fail, $"DNSSEC is enabled on the panel, but the zone is not signed on {server.Label}.", SignAgain);
            yield break;
        }

        var signatures = keys.Answers.Concat(soa.Answers).Where(record => record.Type == DnsQueryType.RRSIG).Concat(found.Signatures).Select(SignatureData.Read).OfType<SignatureData>().ToList();
        sets.AddRange(zone.Sets.Where(set => zone.CutOf(set.Name) is null).Select(set => (set.QueryType, set.Name, found.Find(set.Name, set.QueryType))).Where(set => set.Item3.Count > 0));
        var signed = signatures.Select(signature => (signature.Owner, signature.Covered)).ToHashSet();
        var unsigned = sets.Where(set => !signed.Contains((set.Name, set.Type))).Select(set => $"{zone.Relative(set.Name)} {set.Type}").ToList();
        if (unsigned.Count > 0)
            yield return Finding(DnsFindingKind.SignatureMissing, Verdict.Fail, $"{Count(unsigned.Count, "record set has", "record sets have")} no signature on {server.Label}: {List(unsigned)}.", SignAgain);

        foreach (var finding in CheckDates(signatures)) yield return finding;

        // The keys and the SOA record show whether the keys are those that the zone was signed with.
        foreach (var (type, name, records) in sets.Take(2))
        {
            var own = signatures.Where(signature => signature.Covered == type && signature.Owner == name).DistinctBy(signature => Convert.ToHexString(signature.Signature)).ToList();
            if (own.Count > 0 && own.TrueForAll(signature => SignedSet.IsValid(signature, records, zoneKeys) == false))
                yield return Finding(DnsFindingKind.SignatureInvalid, Verdict.Fail, $"The signature of {type} on {server.Label} does not match the zone's keys.", SignAgain);
        }
    }

    private IEnumerable<DnsFinding> CheckDates(List<SignatureData> signatures)
    {
        // A set with several signatures is valid if one of them is.
        var latest = signatures.GroupBy(signature => (signature.Owner, signature.Covered)).Select(set => set.MaxBy(signature => IsValidNow(signature) ? signature.Expiration : DateTimeOffset.MinValue.AddTicks(signature.Expiration.Ticks / 2))!).ToList();
        foreach (var (isWanted, kind, severity, says, timeOf) in new (Func<SignatureData, bool>, DnsFindingKind, Verdict, string, Func<SignatureData, DateTimeOffset>)[]
        {
            (signature => signature.Expiration < now, DnsFindingKind.SignatureInvalid, Verdict.Fail, "expired on", signature => signature.Expiration),
            (signature => signature.Inception > now, DnsFindingKind.SignatureInvalid, Verdict.Fail, "not valid before", signature => signature.Inception),
            (signature => signature.Expiration >= now && signature.Expiration < now + Soon, DnsFindingKind.SignatureExpiresSoon, Verdict.Warn, "valid only until", signature => signature.Expiration),
        })
        {
            var affected = latest.Where(isWanted).OrderBy(timeOf).ToList();
            if (affected.Count == 0) continue;
            var names = List([.. affected.Select(signature => $"{zone.Relative(signature.Owner)} {signature.Covered}")]);
            yield return Finding(kind, severity, string.Create(CultureInfo.InvariantCulture, $"{Count(affected.Count, "signature", "signatures")} on {server.Label} {(affected.Count == 1 ? "is" : "are")} {says} {timeOf(affected[0]):yyyy-MM-dd HH:mm}Z: {names}."), SignAgain);
        }
    }

    private bool IsValidNow(SignatureData signature) => signature.Inception <= now && signature.Expiration >= now;

    private static string Count(int count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");

    private static string List(List<string> names)
        => string.Join(", ", names.Take(Named)) + (names.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - Named} more") : "");

    private DnsFinding Finding(DnsFindingKind kind, Verdict severity, string message, string advice) => new(kind, severity, message, advice) { Server = server.Label };
}
