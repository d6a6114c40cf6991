namespace Nodepoint.IspConfig.Dns;

/// <summary>A record that is a duplicate or breaks a rule of the DNS. The panel checks none of these rules.</summary>
/// <param name="Kind">Rule that the record breaks.</param>
/// <param name="Message">Message that names the records and says what to do.</param>
/// <param name="Other">Record that it conflicts with; null if the record is invalid without another one.</param>
public sealed record DnsConflict(DnsConflictKind Kind, string Message, IDnsRecord? Other)
{
    /// <summary>Finds the first conflict of a record. To check many records, use <see cref="DnsZoneRecords"/>.</summary>
    /// <param name="existing">The zone's records. The candidate itself (the same object) is skipped.</param>
    /// <param name="candidate">The new or changed record.</param>
    /// <param name="origin">The zone, with a trailing dot.</param>
    /// <returns>The first conflict, or null. Disabled records only count as duplicates.</returns>
    public static DnsConflict? Check(IEnumerable<IDnsRecord> existing, IDnsRecord candidate, string origin) =>
        new DnsZoneRecords(origin, existing).Check(candidate);

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
        return mine.Policy is { } policy && policy == other.Policy
            ? new DnsConflict(
                DnsConflictKind.SecondPolicy,
                $"{mine.Name.Fqdn} already has a TXT record that begins with {policy}. Receivers ignore both if there are two. Change the existing record instead.",
                other.Record)
            : null;
    }
}
