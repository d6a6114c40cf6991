using System.Globalization;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A record that is a duplicate or breaks a rule of the DNS. The panel checks none of these rules.</summary>
/// <param name="Kind">Rule that the record breaks.</param>
/// <param name="Message">Message that names the records and says what to do.</param>
/// <param name="Other">Record that it conflicts with; null if the record is invalid without another one.</param>
public sealed record DnsConflict(DnsConflictKind Kind, string Message, IDnsRecord? Other)
{
    /// <summary>Whether the RFCs only advise against it, so that it is a warning. Everything else is refused, except with -Force.</summary>
    public bool IsAdvice { get; init; }

    /// <summary>Finds the first conflict of a record. To check many records, use <see cref="DnsZoneRecords"/>.</summary>
    /// <param name="existing">The zone's records. The candidate itself (the same object) is skipped.</param>
    /// <param name="candidate">The new or changed record.</param>
    /// <param name="origin">The zone, with a trailing dot.</param>
    /// <returns>The first conflict, or null. Disabled records only count as duplicates.</returns>
    public static DnsConflict? Check(IEnumerable<IDnsRecord> existing, IDnsRecord candidate, string origin) =>
        new DnsZoneRecords(origin, existing).Check(candidate);

    /// <summary>The error for a record that is refused.</summary>
    /// <param name="function">The panel function that would be called.</param>
    internal Exception ToException(string function) => Kind is DnsConflictKind.SpfSyntax or DnsConflictKind.SpfLookups or DnsConflictKind.DmarcSyntax or DnsConflictKind.DkimSyntax
        ? new RuleException(Rule.InvalidDnsData, Message + " To store it anyway, use -Force.")
        : new PanelException(FaultKind.Duplicate, function, Message);

    internal static DnsConflict? Duplicate(ParsedRecord mine, ParsedRecord other) =>
        mine.IsAt(other) && mine.Type == other.Type && mine.Data.IsEquivalentTo(other.Data, mine.Name.Origin)
            ? new DnsConflict(
                DnsConflictKind.Duplicate,
                $"{mine.DisplayText} already exists{(other.Record.Active ? "" : ", but is disabled")}. Change that record instead.",
                other.Record)
            : null;

    internal static DnsConflict? CheckApex(ParsedRecord mine)
    {
        if (!mine.Name.IsApex)
            return null;
        if (mine.IsAlias)
            return new DnsConflict(
                DnsConflictKind.CnameAtApex,
                $"A {mine.Type} record is not allowed at the apex of zone {mine.Name.Origin} because the zone has SOA and NS records there. Use A and AAAA records instead.",
                null);
        return mine.Type == DnsRecordType.DS
            ? new DnsConflict(DnsConflictKind.DsAtApex, $"A DS record is not allowed at the apex of zone {mine.Name.Origin} Add it to the parent zone.", null)
            : null;
    }

    /// <summary>Finds a record that points to an alias.</summary>
    internal static DnsConflict PointsToAlias(ParsedRecord pointer, ParsedRecord alias, IDnsRecord other)
        => new(DnsConflictKind.PointsToAlias, $"{pointer.DisplayText} must not point to {alias.DisplayText}, because mail and name servers do not follow aliases there. Point it to the name of the alias's target, or use A and AAAA records in place of the alias.", other);

    internal static DnsConflict? CheckPair(ParsedRecord mine, ParsedRecord other)
    {
        if (mine.IsAt(other))
            return CheckSameName(mine, other);
        if (other.Type == DnsRecordType.DNAME && mine.IsBelow(other))
            return new DnsConflict(
                DnsConflictKind.BelowDname, $"{mine.DisplayText} would never be found because {other.DisplayText} replaces all names below it. Use another name, or remove the DNAME record first.", other.Record);
        return mine.Type == DnsRecordType.DNAME && other.IsBelow(mine)
            ? new DnsConflict(DnsConflictKind.BelowDname, $"{mine.DisplayText} would hide {other.DisplayText}, which is below it. Remove that record first.", other.Record)
            : null;
    }

    private static DnsConflict? CheckSameName(ParsedRecord mine, ParsedRecord other)
    {
        if (mine.IsAlias)
            return new DnsConflict(
                DnsConflictKind.CnameBesideOthers,
                $"{mine.DisplayText} must be the only record with its name, but {other.DisplayText} exists. Remove that record first.",
                other.Record);
        if (other.IsAlias)
            return new DnsConflict(
                DnsConflictKind.CnameBesideOthers,
                $"{mine.DisplayText} cannot be added because {other.DisplayText} must be the only record with its name. Remove that record first.",
                other.Record);
        if (mine.Type == DnsRecordType.DNAME && other.Type == DnsRecordType.DNAME)
            return new DnsConflict(DnsConflictKind.SecondDname, $"{mine.DisplayText} cannot be added because the name already has {other.DisplayText}. Change that record instead.", other.Record);
        if (mine.Type == DnsRecordType.MX && other.Type == DnsRecordType.MX && mine.IsNullMx != other.IsNullMx)
            return new DnsConflict(
                DnsConflictKind.NullMxBesideOthers,
                mine.IsNullMx ? $"{mine.DisplayText} says that {mine.Name.Fqdn} accepts no mail, but {other.DisplayText} exists. Remove that record first."
                    : $"{mine.DisplayText} cannot be added because {other.DisplayText} says that {mine.Name.Fqdn} accepts no mail. Remove that record first.",
                other.Record);
        if (mine.IsDkimKey && other.IsDkimKey)
            return new DnsConflict(DnsConflictKind.SecondDkimKey, $"{mine.Name.Fqdn} already has a DKIM key. Verifiers use either if there are two. Change the existing record, or use another selector.", other.Record);
        if (mine.Policy is { } policy && policy == other.Policy)
            return new DnsConflict(
                DnsConflictKind.SecondPolicy,
                $"{mine.Name.Fqdn} already has a TXT record that begins with {policy}. Receivers ignore both if there are two. Change the existing record instead.",
                other.Record);
        return mine.Type == other.Type && mine.Ttl != other.Ttl && mine.Ttl > 0 && other.Ttl > 0
            ? new DnsConflict(
                DnsConflictKind.DifferentTtl,
                string.Create(CultureInfo.InvariantCulture, $"{mine.DisplayText} has -Ttl {mine.Ttl}, but {other.DisplayText} has {other.Ttl}, and records of the same name and type need the same one (RFC 2181 5.2). Use -Ttl {other.Ttl}, or change the other record first."),
                other.Record)
            : null;
    }

    /// <summary>Finds the problems of a single record: a policy that receivers cannot use, and data that the panel does not check.</summary>
    internal static IEnumerable<DnsConflict> CheckData(ParsedRecord mine)
    {
        if (mine.Data.Warning is { } warning)
            yield return new DnsConflict(DnsConflictKind.Data, warning, null) { IsAdvice = true };
        if (mine.Text is not { } text)
            yield break;
        foreach (var problem in PolicyText.Check(text, mine.Name.Fqdn))
            yield return new DnsConflict(problem.Kind, $"The TXT record of {mine.Name.Fqdn} {problem.Text}.", null) { IsAdvice = problem.IsAdvice };
    }
}
