namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>
/// Puts changes into the order in which they are carried out: additions before changes, and both before removals, so that no name is without records in
/// between. A change that another record rules out, such as a CNAME in place of an address, follows right after that record is removed.
/// </summary>
internal sealed class ZoneChangeOrder
{
    private readonly DnsZoneRecords _records;
    private readonly List<ZoneChange> _ordered = [];
    private readonly Dictionary<object, List<ZoneChange>> _waiting = new(ReferenceEqualityComparer.Instance);

    private ZoneChangeOrder(string zone, IEnumerable<DnsRecord> current) => _records = new DnsZoneRecords(zone, current);

    /// <summary>Orders the changes of a zone.</summary>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="current">Its records.</param>
    /// <param name="changes">The changes.</param>
    public static List<ZoneChange> Of(string zone, IReadOnlyList<DnsRecord> current, IReadOnlyList<ZoneChange> changes)
    {
        if (changes.Count < 2) return [.. changes];
        var order = new ZoneChangeOrder(zone, current);
        order._ordered.AddRange(changes.Where(change => change.IsNewZone));
        foreach (var action in (ReadOnlySpan<ZoneChangeAction>)[ZoneChangeAction.Add, ZoneChangeAction.Change, ZoneChangeAction.Remove])
            foreach (var change in changes)
                if (change.Action == action && change.ZoneAfter is null) order.Add(change);
        // What conflicts with a record that stays is refused when it is planned.
        order._ordered.AddRange(order._waiting.Values.SelectMany(waiting => waiting));
        // The zone's own values are sent with its new serial.
        order._ordered.AddRange(changes.Where(change => change is { ZoneAfter: not null, IsNewZone: false }));
        return order._ordered;
    }

    private void Add(ZoneChange first)
    {
        var pending = new Stack<ZoneChange>([first]);
        while (pending.TryPop(out var change))
        {
            if (change.Before is { } before) _records.Remove(before);
            if (change.After is { } after)
            {
                if (_records.Find(after).FirstOrDefault(found => ZoneContent.IsRefused(found, after, change.Before, force: false)) is { } conflict)
                {
                    if (change.Before is { } kept) _records.Add(kept);
                    var other = (object?)conflict.Other ?? this;
                    if (!_waiting.TryGetValue(other, out var waiting)) _waiting.Add(other, waiting = []);
                    waiting.Add(change);
                    continue;
                }

                _records.Add(after);
            }

            _ordered.Add(change);
            if (change.Before is null || !_waiting.Remove(change.Before, out var freed)) continue;
            for (var at = freed.Count - 1; at >= 0; at--) pending.Push(freed[at]);
        }
    }
}
