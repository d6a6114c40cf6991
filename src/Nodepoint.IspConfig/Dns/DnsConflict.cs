namespace Nodepoint.IspConfig.Dns;

/// <summary>A record that would break its zone or be there twice. The panel checks none of this.</summary>
/// <param name="Kind">Which rule it breaks.</param>
/// <param name="Message">The rule in words, with names and values, and what to do.</param>
/// <param name="Other">The record it collides with, if it is one.</param>
public sealed record DnsConflict(DnsConflictKind Kind, string Message, IDnsRecord? Other)
{
    /// <summary>Looks for what stands against a record. Whoever has many records to check keeps a <see cref="DnsZoneRecords"/> instead.</summary>
    /// <param name="existing">The zone's records; if the candidate itself is among them (the same object), it is passed over.</param>
    /// <param name="candidate">The record to be added, or as it is to become.</param>
    /// <param name="origin">The zone, with trailing dot.</param>
    /// <returns>The first conflict, or null. Records that are switched off only count as duplicates.</returns>
    public static DnsConflict? Check(IEnumerable<IDnsRecord> existing, IDnsRecord candidate, string origin) =>
        new DnsZoneRecords(origin, existing).Check(candidate);

    internal static DnsConflict? Duplicate(PlacedRecord mine, PlacedRecord other) =>
        mine.IsAt(other) && mine.Type == other.Type && mine.Data.IsEquivalentTo(other.Data, mine.Name.Origin)
            ? new DnsConflict(
                DnsConflictKind.Duplicate,
                $"{mine.Shown} is already there{(other.Record.Active ? "" : ", switched off")}; change or keep that one.",
                other.Record)
            : null;

    internal static DnsConflict? Alone(PlacedRecord mine)
    {
        if (!mine.Name.IsApex)
            return null;
        if (mine.IsAlias)
            return new DnsConflict(
                DnsConflictKind.CnameAtApex,
                $"{mine.Type} cannot stand at the zone {mine.Name.Origin} itself, beside its SOA and NS records: give A and AAAA records there.",
                null);
        return mine.Type == DnsRecordType.DS
            ? new DnsConflict(DnsConflictKind.DsAtApex, $"DS cannot stand at the zone {mine.Name.Origin} itself: it belongs into the zone above.", null)
            : null;
    }

    internal static DnsConflict? Together(PlacedRecord mine, PlacedRecord other)
    {
        if (mine.IsAt(other))
            return AtOneName(mine, other);
        if (other.Type == DnsRecordType.DNAME && mine.IsBelow(other))
            return new DnsConflict(
                DnsConflictKind.BelowDname, $"{mine.Shown} would never be found: {other.Shown} stands for everything below it.", other.Record);
        return mine.Type == DnsRecordType.DNAME && other.IsBelow(mine)
            ? new DnsConflict(DnsConflictKind.BelowDname, $"{mine.Shown} would hide {other.Shown}, which lies below it: remove that one first.", other.Record)
            : null;
    }

    private static DnsConflict? AtOneName(PlacedRecord mine, PlacedRecord other)
    {
        if (mine.IsAlias)
            return new DnsConflict(
                DnsConflictKind.CnameBesideOthers,
                $"{mine.Shown} would have to be alone at its name, but {other.Shown} is there: remove that one first.",
                other.Record);
        if (other.IsAlias)
            return new DnsConflict(
                DnsConflictKind.CnameBesideOthers,
                $"{mine.Shown} cannot stand beside {other.Shown}, which has to be alone at its name: remove that one first.",
                other.Record);
        if (mine.Type == DnsRecordType.DNAME && other.Type == DnsRecordType.DNAME)
            return new DnsConflict(DnsConflictKind.SecondDname, $"{mine.Shown} cannot stand beside {other.Shown}: change that one.", other.Record);
        return mine.Policy is { } policy && policy == other.Policy
            ? new DnsConflict(
                DnsConflictKind.SecondPolicy,
                $"{mine.Name.Fqdn} already has a text that begins with {policy}, and with two of them receivers follow neither: change that one.",
                other.Record)
            : null;
    }
}
