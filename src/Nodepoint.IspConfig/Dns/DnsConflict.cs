namespace Nodepoint.IspConfig.Dns;

/// <summary>A record that would break its zone or be there twice. The panel checks none of this.</summary>
/// <param name="Kind">Which rule it breaks.</param>
/// <param name="Message">The rule in words, with names and values, and what to do.</param>
/// <param name="Other">The record it collides with, if it is one.</param>
public sealed record DnsConflict(DnsConflictKind Kind, string Message, IDnsRecord? Other)
{
    /// <summary>Looks for what stands against a record.</summary>
    /// <param name="existing">The zone's records; if the candidate itself is among them (the same object), it is passed over.</param>
    /// <param name="candidate">The record to be added, or as it is to become.</param>
    /// <param name="origin">The zone, with trailing dot.</param>
    /// <returns>The first conflict, or null. Records that are switched off only count as duplicates.</returns>
    public static DnsConflict? Check(IEnumerable<IDnsRecord> existing, IDnsRecord candidate, string origin)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(origin);

        var zone = origin.EndsWith('.') ? origin.ToLowerInvariant() : origin.ToLowerInvariant() + ".";
        var mine = new Placed(candidate, zone);
        DnsConflict? found = candidate.Active ? Alone(mine) : null;
        foreach (var record in existing)
        {
            if (ReferenceEquals(record, candidate))
                continue;
            var other = new Placed(record, zone);
            if (mine.IsAt(other) && mine.Type == other.Type && mine.Data.Means(other.Data, zone))
                return new DnsConflict(
                    DnsConflictKind.Duplicate,
                    $"{mine.Shown} is already there{(record.Active ? "" : ", switched off")}; change or keep that one.",
                    record);
            if (found is null && candidate.Active && record.Active)
                found = Together(mine, other);
        }

        return found;
    }

    private static DnsConflict? Alone(Placed mine)
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

    private static DnsConflict? Together(Placed mine, Placed other)
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

    private static DnsConflict? AtOneName(Placed mine, Placed other)
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

    // A record with its name and its data understood.
    private sealed class Placed(IDnsRecord record, string zone)
    {
        private DnsRecordData? _data;

        internal IDnsRecord Record => record;

        internal DnsRecordType Type => record.Type;

        internal DnsName Name { get; } = DnsName.FromPanel(record.Name, zone);

        internal DnsRecordData Data => _data ??= DnsRecordData.FromPanel(record.Type.ToString(), record.Data, record.Aux);

        internal bool IsAlias => Type is DnsRecordType.CNAME or DnsRecordType.ALIAS;

        internal string? Policy => Type == DnsRecordType.TXT && Data is TxtData { Text: var text } ? PolicyOf(text) : null;

        internal string Shown => $"{Name.Fqdn} {Type} {Excerpt.Of(Data.ToString())}";

        internal bool IsAt(Placed other) => Name.Fqdn == other.Name.Fqdn;

        internal bool IsBelow(Placed other) => Name.Fqdn.EndsWith("." + other.Name.Fqdn, StringComparison.Ordinal);

        private static string? PolicyOf(string text)
        {
            foreach (var policy in (ReadOnlySpan<string>)["v=spf1", "v=DMARC1"])
            {
                if (text.StartsWith(policy, StringComparison.OrdinalIgnoreCase) && (text.Length == policy.Length || text[policy.Length] is ' ' or ';'))
                    return policy;
            }

            return null;
        }
    }
}
