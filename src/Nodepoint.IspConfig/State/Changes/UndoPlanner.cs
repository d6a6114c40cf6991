using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>Plans what undoes changes of the data log, with the same plans as the cmdlets of each noun. Safe for many objects at the same time.</summary>
/// <param name="set">The changes.</param>
/// <param name="serials">Receives the zones that are changed.</param>
internal sealed class UndoPlanner(UndoSet set, ZoneSerials serials)
{
    private readonly ConcurrentDictionary<StateNoun, object> _writers = new();
    private PanelLookup _lookup = null!;
    private DnsRecordWriter _records = null!;

    private ChangeHistory History => set.History;

    private ReferenceNames Names => set.Names;

    /// <summary>Begins with another kind of objects: what was read before may be out of date.</summary>
    /// <param name="lookup">A new lookup of the panel.</param>
    public void Begin(PanelLookup lookup)
    {
        _lookup = lookup;
        _writers.Clear();
        _records = new DnsRecordWriter(lookup, serials, new WriteOptions { Force = true });
    }

    /// <summary>Plans what undoes the changes of an object.</summary>
    /// <param name="item">The changes.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="RuleException">The remote API cannot take the changes back, or something that the object needs is gone.</exception>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<UndoStep> PlanAsync(UndoItem item, IWriteLog log, CancellationToken cancel)
    {
        try
        {
            if (item.Target.Noun is not { } noun) return await PlanRecordAsync(item, log, cancel).ConfigureAwait(false);
            var why = item.Action switch { StateChangeAction.Added => noun.WhyNotAdded, StateChangeAction.Removed => noun.WhyNotRemoved, _ => noun.WhyNotChanged };
            if (why is not null) throw new RuleException(Rule.UndoNotPossible, $"Cannot take back the changes of {item.Title} '{item.Name}': {why}.");
            return await noun.Accept(new Planner(this, item, noun, log, cancel)).ConfigureAwait(false);
        }
        catch (NotAddedYetException) { return new UndoStep(new PlainPlan($"{item.Title} {item.Name}", AgainPlan.Text), static (_, _) => Task.FromResult<UndoneChange?>(null), []); }
        catch (FormatException problem) { throw new RuleException(Rule.UndoNotPossible, $"Cannot take back the changes of {item.Title} '{item.Name}': the data log has a value that cannot be read: {problem.Message}", problem); }
    }

    private RecordWriter<T> Writer<T>(StateNoun described, PanelNoun<T> noun) where T : PanelObject
        => (RecordWriter<T>)_writers.GetOrAdd(described, _ => new RecordWriter<T>(noun, _lookup, new WriteOptions { Force = true }));

    // The ID that an object has now.
    private long Now(Type type, long id)
    {
        foreach (var noun in StateNouns.OfType(type))
        {
            if (History.Find(noun.Table, id) is not { } known) continue;
            if (!known.IsGone) return known.Id;
            // A preview does not add it.
            if (_lookup.Preview is not null) throw new NotAddedYetException();
            throw new RuleException(Rule.InvalidReference, $"It refers to a {noun.Title} with ID {id.ToString(CultureInfo.InvariantCulture)}, which was removed. Take back its removal too, or add it again first.");
        }

        return id;
    }

    private static string Since(UndoItem item, ChangedMember change) => $"{change.Member} of {item.Title} '{item.Name}' was changed again since, so it is left as it is.";

    private static string Gone(UndoItem item) => $"{item.Title.Capitalized()} '{item.Name}' was removed since, so its changes cannot be taken back. To take back its removal, use the change that removed it.";

    private static string Exists(UndoItem item) => $"{item.Title.Capitalized()} '{item.Name}' was added again since, with other values. It is left as it is.";

    private static UndoneChange Result(UndoItem item, long id, IReadOnlyList<ChangedMember> changes, IReadOnlyList<ChangedMember> since) => new(item.Action!.Value, item.NounName, item.Name, id, changes, since, item.Entries) { Title = item.Title };

    private async Task<UndoStep> PlanRecordAsync(UndoItem item, IWriteLog log, CancellationToken cancel)
    {
        var logged = item.Action == StateChangeAction.Removed ? item.After : item.Before;
        var zoneId = Now(typeof(DnsZone), logged.Number("zone"));
        var zone = (await _lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false)).Origin;
        var (before, after) = (RecordValues.Read(item.Before, zone), RecordValues.Read(item.After, zone));
        var current = item.Target.IsGone ? null : await _records.Table.GetAsync(item.Target.Id, cancel).ConfigureAwait(false) is { } found ? found with { Zone = zone } : null;
        switch (item.Action)
        {
            case StateChangeAction.Removed:
                if (current is null) return UndoStep.Nothing(item);
                var removal = await _records.PlanRemovalAsync(new Reference<DnsRecord>(item.Target.Id), log, cancel).ConfigureAwait(false);
                return new UndoStep(removal, async (steps, token) =>
                {
                    await removal.CarryOutAsync(steps, token).ConfigureAwait(false);
                    return Result(item, item.Target.Id, [], []);
                }, []);
            case StateChangeAction.Added:
                if (current is not null) return UndoStep.Nothing(item, RecordMembers.Differences(before, current).Count == 0 ? [] : [Exists(item)]);
                var addition = await _records.PlanAdditionAsync(new Reference<DnsZone>(zoneId), known => before with { Id = 0, ZoneId = known.Id, ServerId = known.ServerId, Zone = known.Origin }, log, cancel).ConfigureAwait(false);
                return new UndoStep(new AgainPlan(addition), async (steps, token) =>
                {
                    var result = await addition.CarryOutAsync(steps, token).ConfigureAwait(false);
                    History.Note(item.Target, result.Record!.Id);
                    return Result(item, result.Record.Id, [], []);
                }, []);
            default:
                if (current is null) return UndoStep.Nothing(item, Gone(item));
                var (back, since) = (new List<ChangedMember>(), new List<ChangedMember>());
                foreach (var change in RecordMembers.Differences(before, after))
                {
                    if (RecordMembers.Same(change.Member, current, after)) back.Add(RecordMembers.Describe(change.Member, RecordMembers.Text(change.Member, current), RecordMembers.Text(change.Member, before)));
                    else if (!RecordMembers.Same(change.Member, current, before)) since.Add(RecordMembers.Describe(change.Member, RecordMembers.Text(change.Member, after), RecordMembers.Text(change.Member, current)));
                }

                var warnings = since.ConvertAll(change => Since(item, change));
                if (back.Count == 0) return UndoStep.Nothing(item, warnings);
                var members = back.ConvertAll(change => change.Member);
                var plan = await _records.PlanChangeAsync(new Reference<DnsRecord>(item.Target.Id), (_, now) => RecordMembers.With(now, before, members), log, cancel).ConfigureAwait(false);
                return new UndoStep(plan, async (steps, token) =>
                {
                    await plan.CarryOutAsync(steps, token).ConfigureAwait(false);
                    return Result(item, item.Target.Id, back, since);
                }, warnings);
        }
    }

    private sealed class Planner(UndoPlanner planner, UndoItem item, StateNoun described, IWriteLog log, CancellationToken cancel) : INounVisitor<Task<UndoStep>>
    {
        private readonly PanelLookup _lookup = planner._lookup;

        public async Task<UndoStep> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            await _lookup.LearnColumnsAsync(noun, cancel).ConfigureAwait(false);
            var writer = planner.Writer(described, noun);
            return item.Action switch
            {
                StateChangeAction.Removed => await RemoveAsync(noun, writer).ConfigureAwait(false),
                StateChangeAction.Added => await AddAsync(noun, writer).ConfigureAwait(false),
                _ => await ChangeAsync(noun, writer).ConfigureAwait(false),
            };
        }

        private async Task<UndoStep> RemoveAsync<T>(PanelNoun<T> noun, RecordWriter<T> writer) where T : PanelObject
        {
            // The panel does not always log the ID of what it adds.
            var current = item.Target.IsGone ? null : item.Target.Id > 0 ? await _lookup.Table(noun).GetAsync(item.Target.Id, cancel).ConfigureAwait(false) : await noun.FindExistingAsync(RecordValues.Read(noun, item.After), _lookup, cancel).ConfigureAwait(false);
            if (current is null) return Done();
            var plan = await writer.PlanRemovalAsync(new Reference<T>(current.Id), log, cancel).ConfigureAwait(false);
            return new UndoStep(plan, async (steps, token) =>
            {
                await plan.CarryOutAsync(steps, token).ConfigureAwait(false);
                return Result(item, current.Id, [], []);
            }, []);
        }

        private async Task<UndoStep> AddAsync<T>(PanelNoun<T> noun, RecordWriter<T> writer) where T : PanelObject
        {
            var before = RecordValues.Read(noun, item.Before);
            if (!item.Target.IsGone)
            {
                var known = await CurrentAsync(noun).ConfigureAwait(false);
                return known is null || Differences(noun, before, known).Any() ? UndoStep.Nothing(item, Exists(item)) : Done();
            }

            var (value, given, own) = Build(noun, before, Enumerable.Range(0, noun.Columns.Count), null);
            // The panel adds some records for others, such as the spam filter user of a mailbox.
            if (await noun.FindExistingAsync(value, _lookup, cancel).ConfigureAwait(false) is { } made && !log.MayBeDone)
            {
                var change = await writer.PlanChangeAsync(new Change<T>(new Reference<T>(made.Id), value, given), log, cancel).ConfigureAwait(false);
                return new UndoStep(change, async (steps, token) =>
                {
                    if (!change.IsEmpty) await change.CarryOutAsync(steps, token).ConfigureAwait(false);
                    planner.History.Note(item.Target, made.Id);
                    return Result(item, made.Id, [], []);
                }, []);
            }

            if (noun.Mandatory.Except(given) is { IsEmpty: false } missing)
                throw new RuleException(Rule.UndoNotPossible, $"Cannot add {item.Title} '{item.Name}' again: the data log does not have its {string.Join(", ", missing.Select(ordinal => noun.Columns[ordinal].Member))}. Create it with the New- cmdlet.");
            var plan = await writer.PlanAdditionAsync(new Addition<T>(value, given) { Owner = await OwnerAsync(noun, before).ConfigureAwait(false) }, cancel).ConfigureAwait(false);
            return new UndoStep(new AgainPlan(plan), async (steps, token) =>
            {
                var id = (await plan.CarryOutAsync(steps, token).ConfigureAwait(false)).Record!.Id;
                if (HasPlace(noun))
                {
                    // What the panel has made from the new ID is known only now.
                    var stored = await new PanelLookup(_lookup.Connection).ReadAsync(noun, new Reference<T>(id), token).ConfigureAwait(false);
                    planner.History.Note(noun.Table, id, PlaceText.Of(noun, stored));
                    var (changed, columns, _) = Build(noun, before, own, planner.History.PlaceOf(noun.Table, id));
                    var change = await writer.PlanChangeAsync(new Change<T>(new Reference<T>(id), changed, columns), steps, token).ConfigureAwait(false);
                    if (!change.IsEmpty) await change.CarryOutAsync(steps, token).ConfigureAwait(false);
                }

                planner.History.Note(item.Target, id);
                return Result(item, id, [], []);
            }, []);
        }

        private async Task<UndoStep> ChangeAsync<T>(PanelNoun<T> noun, RecordWriter<T> writer) where T : PanelObject
        {
            if (await CurrentAsync(noun).ConfigureAwait(false) is not { } current) return Done(Gone(item));
            var (before, after) = (RecordValues.Read(noun, item.Before), RecordValues.Read(noun, item.After));
            var (wanted, back, since) = (ColumnSet.Empty, new List<ChangedMember>(), new List<ChangedMember>());
            foreach (var ordinal in Differences(noun, before, after))
            {
                // What is on a server cannot be put on none again.
                if (ordinal == noun.ServerOrdinal && noun.ServerOf(before) == 0) continue;
                if (Same(noun, ordinal, current, after)) wanted = wanted.With(ordinal);
                else if (!Same(noun, ordinal, current, before)) since.Add(await planner.Names.DescribeAsync(noun, ordinal, after, current, cancel).ConfigureAwait(false));
            }

            foreach (var ordinal in wanted) back.Add(await planner.Names.DescribeAsync(noun, ordinal, current, before, cancel).ConfigureAwait(false));
            var fields = new Dictionary<string, string?>();
            foreach (var change in RecordFields.Differences(noun.Table, before, after))
            {
                var (old, set, now) = (before.AdditionalFields[change.Member], after.AdditionalFields[change.Member], current.AdditionalFields.GetValueOrDefault(change.Member));
                if (now == set) fields[change.Member] = old;
                else if (now != old) since.Add(change);
            }

            back.AddRange(RecordFields.Differences(noun.Table, current, current with { AdditionalFields = fields }));
            Reference<Client>? owner = null;
            if (noun.IsOwned && !noun.SharesOwner && described.Within < 0 && before.OwnerGroupId != after.OwnerGroupId && before.OwnerGroupId > 0 && current.OwnerGroupId != before.OwnerGroupId)
            {
                var names = (await _lookup.ClientNameAsync(current.OwnerGroupId, cancel).ConfigureAwait(false) ?? "", await _lookup.ClientNameAsync(before.OwnerGroupId, cancel).ConfigureAwait(false) ?? "");
                if (current.OwnerGroupId != after.OwnerGroupId) since.Add(RecordMembers.Describe("Client", names.Item2, names.Item1));
                else owner = await OwnerOfGroupAsync(before.OwnerGroupId).ConfigureAwait(false);
                if (owner is not null) back.Add(RecordMembers.Describe("Client", names.Item1, names.Item2));
            }

            var warnings = since.ConvertAll(change => Since(item, change));
            if (!Differences(noun, before, after).Any() && Unnamed(noun) is { Length: > 0 } unnamed) warnings.Add(unnamed);
            if (back.Count == 0) return Done([.. warnings]);
            var (value, given, _) = Build(noun, before, wanted, planner.History.PlaceOf(noun.Table, current.Id));
            value = (T)(value with { AdditionalFields = fields });
            var target = new Reference<T>(current.Id);
            Change<T>? last = null;
            WritePlan<T> plan;
            try { plan = await writer.PlanChangeAsync(new Change<T>(target, value, given) { Owner = owner }, log, cancel).ConfigureAwait(false); }
            catch (RuleException) when (owner is not null && !given.IsEmpty)
            {
                // A mail domain cannot be renamed and given to another client at the same time.
                plan = await writer.PlanChangeAsync(new Change<T>(target, value, given), log, cancel).ConfigureAwait(false);
                last = new Change<T>(target, value, ColumnSet.Empty) { Owner = owner };
            }

            return new UndoStep(plan, async (steps, token) =>
            {
                await plan.CarryOutAsync(steps, token).ConfigureAwait(false);
                if (last is not null)
                {
                    var rest = await new RecordWriter<T>(noun, new PanelLookup(_lookup.Connection), writer.Options).PlanChangeAsync(last, steps, token).ConfigureAwait(false);
                    await rest.CarryOutAsync(steps, token).ConfigureAwait(false);
                }

                return Result(item, current.Id, back, since);
            }, warnings);
        }

        // What has no member of its own: the panel makes it, or it is a permission.
        private string Unnamed<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var counters = noun.Columns.Where(column => (column.Flags & ColumnFlags.Counter) != 0 || column == noun.Columns.ElementAtOrDefault(noun.ServerOrdinal)).Select(column => column.Name);
            var columns = item.Columns.Where(name => name is not ("sys_groupid" or "stamp")).Except(counters, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToArray();
            if (columns.Length == 0) return "";
            var isPermission = Array.TrueForAll(columns, name => name.StartsWith("sys_", StringComparison.Ordinal));
            return $"The change of {string.Join(", ", columns)} of {item.Title} '{item.Name}' is not taken back{(isPermission ? ". Use Set-NpRecordPermission." : ", because the panel sets it.")}";
        }

        private UndoStep Done(params IReadOnlyList<string> warnings)
        {
            log.MarkChecked();
            return UndoStep.Nothing(item, warnings);
        }

        private async Task<T?> CurrentAsync<T>(PanelNoun<T> noun) where T : PanelObject
        {
            if (item.Target.IsGone) return null;
            // A preview changes each object once, and does not read secrets.
            var found = item.Target.Id > 0 ? await new PanelLookup(_lookup.Connection).Table(noun, withSecrets: true).GetAsync(item.Target.Id, cancel).ConfigureAwait(false) : null;
            return found is null ? null : noun.WithoutCopies(found);
        }

        // What the panel counts or makes itself is no change to take back.
        private IEnumerable<int> Differences<T>(PanelNoun<T> noun, T one, T other) where T : PanelObject
            => Enumerable.Range(0, noun.Columns.Count).Where(ordinal => noun.Columns[ordinal].IsWritten && (noun.Columns[ordinal].Flags & (ColumnFlags.Counter | ColumnFlags.MadeFromIds)) == 0 && !Same(noun, ordinal, one, other));

        private bool Same<T>(PanelNoun<T> noun, int ordinal, T one, T other) where T : PanelObject => RecordValues.Same(Comparable(noun, ordinal, one), Comparable(noun, ordinal, other));

        // An object and what the panel makes from its ID are the same before and after it was removed and added again.
        private JsonElement Comparable<T>(PanelNoun<T> noun, int ordinal, T value) where T : PanelObject
        {
            var (column, member) = (noun.Columns[ordinal], RecordValues.Of(noun, value)[ordinal]);
            if (column.RefersTo is { } type) return member.ValueKind == JsonValueKind.Number ? StateJson.Number(planner.History.Root(type, member.GetInt64())) : StateJson.List(ReferenceIds.Of(member).Select(id => planner.History.Root(type, id).ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
            return member.ValueKind == JsonValueKind.String && (column.Flags & ColumnFlags.Secret) == 0 && PlaceOf(noun, value) is { } place ? StateJson.Text(place.Name(column.Member, member.GetString()!)) : member;
        }

        // What the log has made from the ID of the record, or of the one that it belongs to.
        private PlaceText? PlaceOf<T>(PanelNoun<T> noun, T value) where T : PanelObject
        {
            if (HasPlace(noun)) return PlaceText.Of(noun, value);
            var members = RecordValues.Of(noun, value);
            for (var ordinal = 0; ordinal < members.Length; ordinal++)
                if (noun.Columns[ordinal].RefersTo is { } type && members[ordinal].ValueKind == JsonValueKind.Number)
                    foreach (var other in StateNouns.OfType(type))
                        if (planner.History.PlaceOf(other.Table, members[ordinal].GetInt64()) is { } place) return place;
            return null;
        }

        // The same of the record that it belongs to, as it is now.
        private PlaceText? PlaceNow<T>(PanelNoun<T> noun, T value) where T : PanelObject
        {
            var members = RecordValues.Of(noun, value);
            for (var ordinal = 0; ordinal < members.Length; ordinal++)
                if (noun.Columns[ordinal].RefersTo is { } type && members[ordinal].ValueKind == JsonValueKind.Number)
                    foreach (var other in StateNouns.OfType(type))
                        if (planner.History.Find(other.Table, members[ordinal].GetInt64()) is { } known && planner.History.PlaceOf(other.Table, known.Id) is { } place) return place;
            return null;
        }

        private static bool HasPlace<T>(PanelNoun<T> noun) where T : PanelObject => noun.Columns.Any(column => (column.Flags & ColumnFlags.MadeFromIds) != 0);

        // What can be set only when the ID is known is left out, and returned.
        private (T Value, ColumnSet Given, ColumnSet Own) Build<T>(PanelNoun<T> noun, T logged, IEnumerable<int> ordinals, PlaceText? place) where T : PanelObject
        {
            var (source, members) = (RecordValues.Of(noun, logged), new JsonElement[noun.Columns.Count]);
            var (given, own) = (ColumnSet.Empty, ColumnSet.Empty);
            var (then, now) = (PlaceOf(noun, logged), HasPlace(noun) ? place : PlaceNow(noun, logged));
            foreach (var ordinal in ordinals)
            {
                var (column, member) = (noun.Columns[ordinal], source[ordinal]);
                if (!column.IsWritten || ((column.Flags & ColumnFlags.Secret) != 0 && member.ValueKind == JsonValueKind.Null)) continue;
                if (noun.VersionDependent.Contains(ordinal) && (member.ValueKind == JsonValueKind.Null || _lookup.Connection.Columns.Has(noun.Table, column.Name) is false)) continue;
                if ((column.Flags & ColumnFlags.MadeFromIds) != 0) continue;
                members[ordinal] = column.RefersTo is { } type ? Mapped(type, member) : member;
                if (member.ValueKind == JsonValueKind.String && column.RefersTo is null && (column.Flags & ColumnFlags.Secret) == 0 && then is not null && then.Name(column.Member, member.GetString()!) is var named && then.HasNames(named))
                {
                    if (now is not null) members[ordinal] = StateJson.Text(now.Fill(named));
                    else if (HasPlace(noun))
                    {
                        members[ordinal] = default;
                        own = own.With(ordinal);
                        continue;
                    }
                }

                given = given.With(ordinal);
            }

            var fields = logged.AdditionalFields.Where(field => !PanelColumns.Has(noun.Table, field.Key) && field.Value is not null).ToDictionary();
            return (noun.AsStored((T)(noun.FromMembers(members) with { AdditionalFields = fields })), given, own);
        }

        private JsonElement Mapped(Type type, JsonElement member)
        {
            if (member.ValueKind == JsonValueKind.Number) return StateJson.Number(member.GetInt64() is > 0 and var id ? planner.Now(type, id) : member.GetInt64());
            if (member.ValueKind is not (JsonValueKind.Array or JsonValueKind.String)) return member;
            return ReferenceIds.ToMember(type, ReferenceIds.Of(member).Select(id => planner.Now(type, id)).ToArray());
        }

        // What belongs to another record gets its owner from it.
        private async Task<Reference<Client>?> OwnerAsync<T>(PanelNoun<T> noun, T logged) where T : PanelObject
        {
            if (described.Within >= 0) return RecordValues.Of(noun, logged)[described.Within] is { ValueKind: JsonValueKind.Number } above && above.GetInt64() is > 0 and var id ? new Reference<Client>(planner.Now(described.RecordType, id)) : null;
            return noun.SharesOwner || !noun.IsOwned ? null : await OwnerOfGroupAsync(logged.OwnerGroupId).ConfigureAwait(false);
        }

        private async Task<Reference<Client>> OwnerOfGroupAsync(long group)
        {
            if (group <= 1) return new Reference<Client>(0);
            if (planner.History.ClientOf(group) is { } logged) return new Reference<Client>(planner.Now(typeof(Client), logged));
            try { return new Reference<Client>((await _lookup.OwnerOfGroupAsync(group, cancel).ConfigureAwait(false)).ClientId); }
            catch (PanelException problem) when (problem.Kind == FaultKind.NotFound)
            {
                throw new RuleException(Rule.UndoNotPossible, $"Cannot take back the changes of {item.Title} '{item.Name}': the client that owned it is gone, and the data log does not say which client it was (group {group.ToString(CultureInfo.InvariantCulture)}).", problem);
            }
        }
    }
}
