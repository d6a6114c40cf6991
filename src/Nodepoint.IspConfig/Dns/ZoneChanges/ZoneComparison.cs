using System.Globalization;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>Finds the changes that make a zone of the panel what is wanted. Records are matched by name, type, and value first.</summary>
/// <param name="zone">The zone as it is; null if it does not exist.</param>
/// <param name="current">Its records.</param>
/// <param name="wanted">The zone as it is to be.</param>
internal sealed class ZoneComparison(DnsZone? zone, IReadOnlyList<DnsRecord> current, WantedZone wanted)
{
    private const long UsualTtl = 3600;

    private readonly ZoneSnapshot? _source = zone is null ? null : new ZoneSnapshot(zone, current);
    private readonly List<ZoneChange> _changes = [];

    /// <summary>Whether records that are not wanted are removed.</summary>
    public bool Prunes { get; init; }

    /// <summary>Whether records are only added.</summary>
    public bool OnlyAdds { get; init; }

    /// <summary>The types that are compared; null for all and the zone's own values.</summary>
    public IReadOnlyCollection<DnsRecordType>? Types { get; init; }

    /// <summary>The records that are compared. Those of types without a form on the panel are the panel's own, such as its DNSSEC keys.</summary>
    public IReadOnlyList<DnsRecord> Compared { get; private set; } = [];

    /// <summary>Compares the zones.</summary>
    /// <returns>The changes, in the order of the zone's names.</returns>
    public List<ZoneChange> Compare()
    {
        Compared = [.. current.Where(record => record.Type != 0 && (Types is null || Types.Contains(record.Type)))];
        if (Types is null && wanted.Soa is not null && !(OnlyAdds && zone is not null)) CompareSoa(wanted.Soa);
        var sets = new Dictionary<(string Name, DnsRecordType Type), (List<DnsRecord> Has, List<WantedRecord> Wants)>();
        foreach (var record in Compared) Set(record).Has.Add(record);
        foreach (var record in wanted.Records)
            if (Types is null || Types.Contains(record.Record.Type)) Set(record.Record).Wants.Add(record);
        foreach (var (has, wants) in sets.Values) Compare(has, wants);
        _changes.Sort((one, other) => ZoneFileOrder.Instance.Compare(Key(one), Key(other)));
        return _changes;

        (List<DnsRecord> Has, List<WantedRecord> Wants) Set(DnsRecord record)
        {
            var key = (DnsName.FromPanel(record.StoredName, wanted.Zone).Fqdn, record.Type);
            return sets.TryGetValue(key, out var set) ? set : sets[key] = ([], []);
        }
    }

    /// <summary>The zone's own values that differ, with their names; the serial is not compared.</summary>
    public static List<(string Name, string From, string To)> SoaDifferences(DnsZone before, DnsZone after)
    {
        (string Name, string From, string To)[] all =
        [
            ("ns", before.Ns, after.Ns), ("mbox", before.Mbox, after.Mbox), ("refresh", Text(before.Refresh), Text(after.Refresh)), ("retry", Text(before.Retry), Text(after.Retry)),
            ("expire", Text(before.Expire), Text(after.Expire)), ("minimum", Text(before.Minimum), Text(after.Minimum)), ("TTL", Text(before.Ttl), Text(after.Ttl)),
        ];
        return [.. all.Where(value => !string.Equals(value.From.TrimEnd('.'), value.To.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))];
    }

    private void CompareSoa(ZoneFileSoa soa)
    {
        var after = (zone ?? new DnsZone { Origin = wanted.Zone, Active = soa.Active }) with { Ns = soa.Ns, Mbox = soa.Mbox, Refresh = soa.Refresh, Retry = soa.Retry, Expire = soa.Expire, Minimum = soa.Minimum, Ttl = soa.Ttl };
        if (zone is null)
        {
            _changes.Add(new ZoneChange { Action = ZoneChangeAction.Add, Zone = wanted.Zone, Name = "@", Type = ZoneFileTypes.Soa, Value = $"{after.Ns} {after.Mbox}", Ttl = after.Ttl, ZoneAfter = after });
            return;
        }

        if (SoaDifferences(zone, after) is not { Count: > 0 } different) return;
        var to = string.Join(", ", different.Select(value => $"{value.Name} {value.To}"));
        _changes.Add(new ZoneChange
        {
            Action = ZoneChangeAction.Change, Zone = wanted.Zone, Name = "@", Type = ZoneFileTypes.Soa, Value = to, From = string.Join(", ", different.Select(value => $"{value.Name} {value.From}")), To = to,
            ZoneAfter = after, Source = _source,
        });
    }

    // The records of one name and type.
    private void Compare(List<DnsRecord> has, List<WantedRecord> wants)
    {
        var ttl = has.Count > 0 ? has[0].Ttl : UsualTtl;
        // A record of a file that is there twice is one record.
        if (wants.Count > 1) wants = [.. wants.DistinctBy(one => (one.Record.Priority, one.Record.Data.AbsoluteValue(wanted.Zone)))];
        var (hadActive, hadInactive) = (has.Count(record => record.Active), has.Count(record => !record.Active));
        var (wantedActive, wantedInactive) = (wants.Count(record => record.Record.Active), wants.Count(record => !record.Record.Active));
        if (has.Count > 0 && wants.Count > 0)
        {
            Match(has, wants, static record => record.Priority);
            Match(has, wants, static _ => 0);
        }

        foreach (var want in wants)
        {
            var isOnly = want.Record.Active ? hadActive == 1 && wantedActive == 1 : hadInactive == 1 && wantedInactive == 1;
            if (isOnly && !OnlyAdds && has.Find(record => record.Active == want.Record.Active) is { } replaced)
            {
                has.Remove(replaced);
                Change(replaced, want);
            }
            else Add(want, ttl);
        }

        if (!Prunes) return;
        foreach (var record in has)
            _changes.Add(new ZoneChange { Action = ZoneChangeAction.Remove, Zone = wanted.Zone, Name = NameOf(record), Type = record.Type.ToString(), Value = record.Data.AbsoluteValue(wanted.Zone), Priority = record.Priority, Ttl = record.Ttl, Before = record, Source = _source });
    }

    // Matches records with the same value, and takes them out of both lists.
    private void Match(List<DnsRecord> has, List<WantedRecord> wants, Func<DnsRecord, int?> priority)
    {
        var byValue = new Dictionary<(string Value, int? Priority), List<DnsRecord>>();
        foreach (var record in has)
        {
            var key = (record.Data.AbsoluteValue(wanted.Zone), priority(record));
            if (!byValue.TryGetValue(key, out var same)) byValue.Add(key, same = []);
            same.Add(record);
        }

        var matched = new HashSet<DnsRecord>(ReferenceEqualityComparer.Instance);
        wants.RemoveAll(want =>
        {
            if (!byValue.TryGetValue((want.Record.Data.AbsoluteValue(wanted.Zone), priority(want.Record)), out var same) || same.Count == 0) return false;
            // Of duplicates, the one with the least to change.
            var record = same.MinBy(one => (one.Active == want.Record.Active ? 0 : 2) + (one.Ttl == want.Record.Ttl ? 0 : 1))!;
            same.Remove(record);
            matched.Add(record);
            if (!OnlyAdds) Change(record, want);
            return true;
        });
        has.RemoveAll(matched.Contains);
    }

    private void Add(WantedRecord want, long ttl)
    {
        var after = (want.HasTtl ? want.Record : want.Record with { Ttl = ttl }) with { ZoneId = zone?.Id ?? 0, ServerId = zone?.ServerId ?? 1 };
        _changes.Add(new ZoneChange { Action = ZoneChangeAction.Add, Zone = wanted.Zone, Name = NameOf(after), Type = after.Type.ToString(), Value = after.Data.AbsoluteValue(wanted.Zone), Priority = after.Priority, Ttl = after.Ttl, After = after, Source = _source });
    }

    private void Change(DnsRecord before, WantedRecord want)
    {
        var isSame = before.Data.IsEquivalentTo(want.Record.Data, wanted.Zone);
        var after = before with { Data = isSame ? before.Data : want.Record.Data, Ttl = want.HasTtl ? want.Record.Ttl : before.Ttl, Active = want.Record.Active };
        (string From, string To)[] all =
        [
            isSame ? ("", "") : (ZoneChange.Show(before, wanted.Zone), ZoneChange.Show(after, wanted.Zone)),
            ($"TTL {Text(before.Ttl)}", $"TTL {Text(after.Ttl)}"), (before.Active ? "active" : "inactive", after.Active ? "active" : "inactive"),
        ];
        var different = all.Where(value => value.From != value.To).ToArray();
        if (different.Length == 0) return;
        _changes.Add(new ZoneChange
        {
            Action = ZoneChangeAction.Change, Zone = wanted.Zone, Name = NameOf(after), Type = after.Type.ToString(), Value = after.Data.AbsoluteValue(wanted.Zone), Priority = after.Priority, Ttl = after.Ttl,
            From = string.Join(' ', different.Select(value => value.From)), To = string.Join(' ', different.Select(value => value.To)), Before = before, After = after, Source = _source,
        });
    }

    private string NameOf(DnsRecord record) => DnsName.FromPanel(record.StoredName, wanted.Zone).Name;

    // The SOA record comes first, as in a file.
    private static ZoneFileRecord Key(ZoneChange change)
        => new() { Zone = change.Zone, Name = change.Name, Type = change.Type == ZoneFileTypes.Soa ? nameof(DnsRecordType.NS) : change.Type, Value = change.Type == ZoneFileTypes.Soa ? "" : change.Value, Priority = change.Priority, Ttl = change.Ttl ?? 0, Line = 0 };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
