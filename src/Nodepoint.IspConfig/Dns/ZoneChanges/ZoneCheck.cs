namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>Checks a zone as it will be for records that name servers or receivers punish, before anything is sent.</summary>
internal static class ZoneCheck
{
    /// <summary>Finds the mistakes of a zone.</summary>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="current">Its records.</param>
    /// <param name="changes">The changes.</param>
    /// <returns>The mistakes that the changes make, and those that the zone has already.</returns>
    public static (IReadOnlyList<DnsConflict> Made, IReadOnlyList<DnsConflict> Existing) Run(string zone, IReadOnlyList<DnsRecord> current, IReadOnlyList<ZoneChange> changes)
    {
        var replaced = new HashSet<DnsRecord>(changes.Where(change => change.Before is not null).Select(change => change.Before!), ReferenceEqualityComparer.Instance);
        var changed = changes.Where(change => change.After is not null).Select(change => change.After!).ToList();
        var made = new HashSet<DnsRecord>(changed, ReferenceEqualityComparer.Instance);
        var kept = current.Where(record => record.Type != 0 && !replaced.Contains(record)).ToList();
        var all = new DnsZoneRecords(zone, [.. kept, .. changed]);
        var existing = new List<DnsConflict>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var record in kept)
        {
            if (all.Check(record) is not { } conflict || (conflict.Other is DnsRecord other && (made.Contains(other) || seen.Contains(other)))) continue;
            // One of two records is enough to report.
            seen.Add(record);
            existing.Add(conflict);
        }

        return ([.. changed.Select(all.Check).Where(conflict => conflict is not null).Select(conflict => conflict!).DistinctBy(conflict => conflict.Message)], existing);
    }
}
