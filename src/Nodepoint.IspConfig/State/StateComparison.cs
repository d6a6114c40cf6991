using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>Compares two states object by object. Objects are the same if their natural keys are.</summary>
/// <param name="before">The first state.</param>
/// <param name="after">The second state.</param>
/// <param name="filter">What is compared.</param>
internal sealed class StateComparison(StateSource before, StateSource after, StateFilter filter)
{
    private const string Owner = "Client";
    private const long Quarter = 250;

    private readonly StateFilter[] _filters = [filter, new StateFilter(before.Manifest.Include, before.Manifest.Exclude), new StateFilter(after.Manifest.Include, after.Manifest.Exclude)];
    private readonly SortedSet<string> _onlyBefore = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _onlyAfter = new(StringComparer.Ordinal);

    /// <summary>The objects that were compared, by noun: how many were added, removed, changed, and are equal.</summary>
    public List<StateSummary> Summaries { get; } = [];

    /// <summary>Counts the objects that were compared.</summary>
    public StateProgress? Progress { get; set; }

    /// <summary>Is called between two objects, four times a second.</summary>
    public Action? EveryQuarterSecond { get; set; }

    /// <summary>The nouns that one of the states does not have because its remote user may not read them.</summary>
    public IEnumerable<StateNoun> NotCompared => StateNouns.All.Where(noun => filter.Has(noun) && (before.Manifest.NotAllowed.ContainsKey(noun.Name) || after.Manifest.NotAllowed.ContainsKey(noun.Name)));

    /// <summary>Whether secrets cannot be compared, because one state has none.</summary>
    public bool HasNoSecrets => !before.Manifest.IncludesSecrets || !after.Manifest.IncludesSecrets;

    /// <summary>What could not be compared, in words. Complete after <see cref="Run"/>.</summary>
    public IEnumerable<string> Notices
    {
        get
        {
            foreach (var noun in NotCompared) yield return $"{noun.Name} is not compared, because a remote user may not read it: {(before.Manifest.NotAllowed.ContainsKey(noun.Name) ? before : after).Title} does not have it.";
            if (before.Manifest.IncludesSecrets != after.Manifest.IncludesSecrets) yield return $"Secrets are not compared, because {(before.Manifest.IncludesSecrets ? after : before).Title} was written without -IncludeSecrets.";
            if (_onlyBefore.Count > 0) yield return $"Only {before.Title} has these members, so they are not compared: {string.Join(", ", _onlyBefore)}.";
            if (_onlyAfter.Count > 0) yield return $"Only {after.Title} has these members, so they are not compared: {string.Join(", ", _onlyAfter)}.";
        }
    }

    /// <summary>Finds the differences.</summary>
    /// <param name="cancel">Stops between two objects.</param>
    /// <returns>The differences: for each noun, after those that its records refer to, in the order of the keys.</returns>
    public IEnumerable<StateDifference> Run(CancellationToken cancel)
    {
        var skipped = NotCompared.ToHashSet();
        Progress?.Begin("Comparing", StateNouns.All.Sum(noun => Math.Max(before.Entries(noun).Count, after.Entries(noun).Count)));
        var last = Environment.TickCount64;
        foreach (var noun in StateNouns.All)
        {
            if (skipped.Contains(noun)) continue;
            var counts = new int[4];
            foreach (var (one, other) in WithChangedIdentities(noun, Pairs(Selected(before, noun), Selected(after, noun))))
            {
                cancel.ThrowIfCancellationRequested();
                Progress?.Add();
                if (EveryQuarterSecond is { } tell && Environment.TickCount64 - last >= Quarter)
                {
                    last = Environment.TickCount64;
                    tell();
                }

                var difference = Compare(noun, one, other);
                counts[difference is null ? 3 : (int)difference.Action]++;
                if (difference is not null) yield return difference;
            }

            if (counts.Sum() > 0) Summaries.Add(new StateSummary(noun.Name, counts[0], counts[1], counts[2], counts[3]));
        }
    }

    private StateEntry[] Selected(StateSource source, StateNoun noun) => [.. source.Entries(noun).Where(entry => Array.TrueForAll(_filters, one => one.Has(entry)))];

    // What is left over on both sides and differs only in values of its identity has changed, if it is the only one.
    private static IEnumerable<(StateEntry?, StateEntry?)> WithChangedIdentities(StateNoun noun, IEnumerable<(StateEntry? One, StateEntry? Other)> pairs)
    {
        if (!noun.HasValuesInIdentity)
        {
            foreach (var pair in pairs) yield return pair;
            yield break;
        }

        var left = new List<(StateEntry? One, StateEntry? Other)>();
        foreach (var pair in pairs)
        {
            if (pair.One is not null && pair.Other is not null) yield return pair;
            else left.Add(pair);
        }

        foreach (var same in left.GroupBy(pair => noun.WithoutValues((pair.One ?? pair.Other)!.Identity)))
        {
            if (same.ToArray() is [var first, var second] && (first.One is null) != (second.One is null)) yield return (first.One ?? second.One, first.Other ?? second.Other);
            else foreach (var pair in same) yield return pair;
        }
    }

    // Both are sorted by identity. Of several with the same, those that are equal belong together, and then those in the same place.
    private IEnumerable<(StateEntry?, StateEntry?)> Pairs(StateEntry[] left, StateEntry[] right)
    {
        for (int at = 0, to = 0; at < left.Length || to < right.Length;)
        {
            var order = at == left.Length ? 1 : to == right.Length ? -1 : string.CompareOrdinal(left[at].Identity, right[to].Identity);
            var identity = order <= 0 ? left[at].Identity : right[to].Identity;
            var (ones, others) = (new List<StateEntry>(), new List<StateEntry>());
            while (at < left.Length && left[at].Identity == identity) ones.Add(left[at++]);
            while (to < right.Length && right[to].Identity == identity) others.Add(right[to++]);
            if (ones.Count > 1 || others.Count > 1)
            {
                foreach (var one in ones.ToArray())
                {
                    if (others.Find(other => Compare(one.Noun, one, other) is null) is not { } equal) continue;
                    ones.Remove(one);
                    others.Remove(equal);
                    yield return (one, equal);
                }
            }

            for (var place = 0; place < Math.Max(ones.Count, others.Count); place++) yield return (place < ones.Count ? ones[place] : null, place < others.Count ? others[place] : null);
        }
    }

    private StateDifference? Compare(StateNoun noun, StateEntry? one, StateEntry? other)
    {
        if (one is null || other is null) return new StateDifference(noun, one, other, []);
        var changes = Changes(noun, other, before.Read(one), after.Read(other));
        return changes.Count == 0 ? null : new StateDifference(noun, one, other, changes);
    }

    private List<StateChange> Changes(StateNoun noun, StateEntry entry, StateObject one, StateObject other)
    {
        var changes = new List<StateChange>();
        if (one.Owner != other.Owner) Add(Owner, one.Owner, other.Owner);
        foreach (var (name, value) in one.Members) Compare(name, value, other[name]);
        foreach (var (name, value) in other.Members)
            if (one[name].ValueKind == JsonValueKind.Undefined) Compare(name, default, value);
        return changes;

        void Compare(string name, JsonElement from, JsonElement to)
        {
            if (name == StateObject.Additional) CompareFields(from, to);
            else if (name == StateObject.Records) changes.AddRange(Records(entry, from, to));
            else
            {
                var ordinal = noun.OrdinalOf(name);
                var flags = ordinal < 0 ? ColumnFlags.None : noun.Columns[ordinal].Flags;
                if ((flags & ColumnFlags.Counter) != 0 || ((flags & ColumnFlags.Secret) != 0 && HasNoSecrets)) return;
                if (from.ValueKind == JsonValueKind.Undefined) _onlyAfter.Add($"{noun.Name} {name}");
                else if (to.ValueKind == JsonValueKind.Undefined) _onlyBefore.Add($"{noun.Name} {name}");
                else if (!Same(from, to)) Add(name, StateObject.Text(from), StateObject.Text(to), (flags & ColumnFlags.Secret) != 0);
            }
        }

        void CompareFields(JsonElement from, JsonElement to)
        {
            foreach (var field in Fields(from).Concat(Fields(to)).Select(field => field.Name).Distinct(StringComparer.Ordinal))
            {
                var isSecret = Servers.SecretName.Is(field);
                if (isSecret && HasNoSecrets) continue;
                if (from.ValueKind == JsonValueKind.Undefined || !from.TryGetProperty(field, out var old)) _onlyAfter.Add($"{noun.Name} {field}");
                else if (to.ValueKind == JsonValueKind.Undefined || !to.TryGetProperty(field, out var now)) _onlyBefore.Add($"{noun.Name} {field}");
                else if (!Same(old, now)) Add(field, StateObject.Text(old), StateObject.Text(now), isSecret);
            }
        }

        void Add(string member, string? from, string? to, bool isSecret = false)
            => changes.Add(new StateChange(StateChangeAction.Changed, noun.Name, entry.Name, other.Owner, member, isSecret ? null : from, isSecret ? null : to) { Title = noun.Title, IsSecret = isSecret });
    }

    private static JsonElement.ObjectEnumerator Fields(JsonElement value) => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    // Escapes do not count.
    private static bool Same(JsonElement one, JsonElement other)
    {
        if (one.ValueKind != other.ValueKind) return false;
        return one.ValueKind switch
        {
            JsonValueKind.String => one.GetString() == other.GetString(),
            JsonValueKind.Array => one.GetArrayLength() == other.GetArrayLength() && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            JsonValueKind.Object => one.EnumerateObject().Count() == other.EnumerateObject().Count() && one.EnumerateObject().All(member => other.TryGetProperty(member.Name, out var same) && Same(member.Value, same)),
            _ => one.GetRawText() == other.GetRawText(),
        };
    }

    private static IEnumerable<StateChange> Records(StateEntry zone, JsonElement from, JsonElement to)
    {
        var (removed, added) = (Read(from), Read(to));
        foreach (var record in removed.ToArray())
            if (added.Remove(record)) removed.Remove(record);
        foreach (var record in removed.ToArray())
        {
            var same = added.Find(other => (other.Name, other.Type, other.Value, other.Priority) == (record.Name, record.Type, record.Value, record.Priority)) ?? added.Find(other => (other.Name, other.Type) == (record.Name, record.Type));
            if (same is null) continue;
            added.Remove(same);
            removed.Remove(record);
            if (record.Value != same.Value) yield return Change(StateChangeAction.Changed, record, nameof(record.Value), record.Value, same.Value);
            if (record.Priority != same.Priority) yield return Change(StateChangeAction.Changed, record, nameof(record.Priority), $"{record.Priority}", $"{same.Priority}");
            if (record.Ttl != same.Ttl) yield return Change(StateChangeAction.Changed, record, nameof(record.Ttl), $"{record.Ttl}", $"{same.Ttl}");
            if (record.Active != same.Active) yield return Change(StateChangeAction.Changed, record, nameof(record.Active), $"{record.Active}", $"{same.Active}");
        }

        foreach (var record in removed) yield return Change(StateChangeAction.Removed, record, null, record.Value, null);
        foreach (var record in added) yield return Change(StateChangeAction.Added, record, null, null, record.Value);

        List<ZoneFileRecord> Read(JsonElement records) => records.ValueKind == JsonValueKind.Array ? [.. records.EnumerateArray().Select(record => StateRecord.Read(record, zone.Name))] : [];

        StateChange Change(StateChangeAction action, ZoneFileRecord record, string? member, string? old, string? now)
            => new(action, DnsRecordMembers.Noun, $"{(record.Name == "@" ? zone.Name : record.Name.EndsWith('.') ? record.Name : $"{record.Name}.{zone.Name}")} {record.Type}", zone.Owner, member, old, now) { Title = "record" };
    }
}
