using System.Collections.Concurrent;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State;

/// <summary>Plans and applies the differences that make a panel what a state says, with the same plans as the cmdlets of each noun. Safe for many objects at the same time.</summary>
/// <param name="source">The state.</param>
/// <param name="target">The panel as it was read.</param>
/// <param name="serials">Receives the zones that are changed.</param>
/// <param name="prunes">Whether records are removed that the state does not have.</param>
internal sealed class StateImporter(StateSource source, StateSource target, ZoneSerials serials, bool prunes)
{
    // A table is read whole for a stage of more objects than these, unless the table has that many times more.
    private const int FewObjects = 8;

    private readonly StateReferences _references = new(target);
    private readonly ConcurrentDictionary<string, byte> _leftOut = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _defaulted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StateNoun, object> _writers = new();
    private readonly ConcurrentDictionary<StateNoun, HashSet<string>> _severalTimes = new();
    private PanelLookup _lookup = null!;
    private int _count;
    private ZoneSynchronizer? _zones;

    private StateSource Source => source;

    /// <summary>Whether secrets that the state does not have, and without which objects cannot be added, are replaced by ones that nobody knows.</summary>
    public bool UsesPlaceholders { get; init; }

    /// <summary>The nouns whose objects have secrets that nobody knows.</summary>
    public ConcurrentDictionary<StateNoun, byte> WithPlaceholders { get; } = new();

    /// <summary>The members that the panel does not have, which were left out.</summary>
    public IEnumerable<string> LeftOut => _leftOut.Keys.Order(StringComparer.Ordinal);

    /// <summary>The members that the state does not have, which have the panel's defaults.</summary>
    public IEnumerable<string> Defaulted => _defaulted.Keys.Order(StringComparer.Ordinal);

    /// <summary>Notes what is going to be added.</summary>
    /// <param name="differences">The differences.</param>
    public void Expect(IReadOnlyCollection<StateDifference> differences)
        => _references.Expect(differences.Where(static one => one.Before is null).Select(static one => (one.Noun, one.After!.Identity)));

    /// <summary>Begins with another kind of objects: what was read before may be out of date.</summary>
    /// <param name="lookup">A new lookup of the panel.</param>
    /// <param name="count">The number of objects that follow; 0 if it is not known. What many of them refer to is then read at once.</param>
    public void Begin(PanelLookup lookup, int count = 0)
    {
        _lookup = lookup;
        _count = count;
        _writers.Clear();
        _zones = new ZoneSynchronizer(lookup, serials, new ZoneSyncOptions { Prunes = prunes, Force = true, Limit = new ChangeLimit(100, IsShare: true) });
    }

    /// <summary>Orders differences so that each comes after those that it needs: what is added or changed first, the records of a zone after the zone, and what is removed last.</summary>
    /// <param name="differences">The differences.</param>
    /// <returns>Stages of work that does not need each other, and that has to be done before the next stage begins.</returns>
    public IEnumerable<StateStage> Stages(IReadOnlyCollection<StateDifference> differences)
    {
        var byNoun = differences.ToLookup(difference => (difference.Noun, IsRemoval: difference.Action == StateChangeAction.Removed));
        foreach (var noun in StateNouns.All)
        {
            var ofNoun = byNoun[(noun, false)].ToList();
            if (ofNoun.Count == 0) continue;
            foreach (var part in InStages(noun, ofNoun))
                yield return new StateStage([.. part.Where(IsOfObject)], IsOfRecords: false);
            if (noun.IsZone) yield return new StateStage([.. ofNoun.Where(IsOfRecords)], IsOfRecords: true);
        }

        foreach (var noun in StateNouns.All.Reverse())
        {
            var removed = byNoun[(noun, true)].ToList();
            if (removed.Count == 0) continue;
            foreach (var part in InStages(noun, removed).Reverse()) yield return new StateStage(part, IsOfRecords: false);
        }
    }

    /// <summary>How many pieces of work a difference is: the object itself, and the records of a zone.</summary>
    /// <param name="difference">The difference.</param>
    public static int CountWork(StateDifference difference)
        => (difference.Action != StateChangeAction.Changed || IsOfObject(difference) ? 1 : 0) + (IsOfRecords(difference) ? 1 : 0);

    /// <summary>Orders objects of a noun so that those that belong to others of the same noun, such as clients of a reseller, come after them.</summary>
    /// <param name="noun">The noun.</param>
    /// <param name="differences">The differences.</param>
    /// <returns>Parts whose objects do not need each other.</returns>
    public IEnumerable<IReadOnlyList<StateDifference>> InStages(StateNoun noun, IReadOnlyList<StateDifference> differences)
    {
        if (noun.Within < 0) return [differences];
        var above = noun.Columns[noun.Within].StateName;
        bool IsBelow(StateDifference difference) => (difference.After is { } after ? source.Read(after) : target.Read(difference.Before!))[above].ValueKind is JsonValueKind.String or JsonValueKind.Object;
        return new[] { differences.Where(one => !IsBelow(one)).ToArray(), [.. differences.Where(IsBelow)] }.Where(part => part.Length > 0);
    }

    /// <summary>Plans a difference, without the records of a zone.</summary>
    /// <param name="difference">The difference: the panel is the first state, the folder the second.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="RuleException">A value is not valid, or something that the object needs is missing.</exception>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<StateStep> PlanAsync(StateDifference difference, IWriteLog log, CancellationToken cancel)
    {
        var why = difference.Action switch { StateChangeAction.Added => difference.Noun.WhyNotAdded, StateChangeAction.Removed => difference.Noun.WhyNotRemoved, _ => difference.Noun.WhyNotChanged };
        if (why is not null) throw new RuleException(Rule.ChangeNotAllowed, $"Cannot import it: {why}.");
        try { return await difference.Noun.Accept(new Planner(this, difference, log, cancel)).ConfigureAwait(false); }
        catch (NotAddedYetException)
        {
            return new StateStep(new PlainPlan($"{difference.Noun.Title} {difference.After!.Name}", "Create"), (_, _) => Task.CompletedTask);
        }
        catch (FormatException problem) { throw new RuleException(Rule.InvalidState, $"Cannot read the state: {(difference.After is { } entry ? source.PlaceOf(entry) : source.Title)}: {problem.Message}", problem); }
    }

    /// <summary>Plans the records of a zone.</summary>
    /// <param name="entry">The zone in the state.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="RuleException">A record is not valid.</exception>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<StateStep> PlanRecordsAsync(StateEntry entry, IWriteLog log, CancellationToken cancel)
    {
        try
        {
            var records = source.Read(entry)[StateObject.Records];
            var zone = DnsZoneNoun.Instance.NormalizeKey(entry.Name);
            WantedRecord[] wanted = records.ValueKind == JsonValueKind.Array ? [.. records.EnumerateArray().Select(record => WantedZone.Of(StateRecord.Read(record, zone), zone))] : [];
            if (_lookup.Preview is not null && entry.Owner is { Length: > 0 } owner && owner[0] != '#') _ = await _references.FindClientAsync(owner, _lookup, cancel).ConfigureAwait(false);
            var plan = await _zones!.PlanAsync(new WantedZone(zone, null, wanted), log, cancel).ConfigureAwait(false);
            return new StateStep(plan, (steps, token) => plan.CarryOutAsync(steps, token));
        }
        catch (NotAddedYetException) { return new StateStep(new PlainPlan($"records of zone {entry.Name.TrimEnd('.')}", "Create"), (_, _) => Task.CompletedTask); }
        catch (FormatException problem) { throw new RuleException(Rule.InvalidState, $"Cannot read the state: {source.PlaceOf(entry)}: {problem.Message}", problem); }
    }

    // One request for a table in place of one for each of its records that an object of this stage refers to.
    private async Task ReadReferencedAsync(StateNoun noun, CancellationToken cancel)
    {
        if (_count < FewObjects || _lookup.Preview is not null) return;
        foreach (var other in noun.Columns.Select(column => column.RefersTo).OfType<Type>().Distinct().SelectMany(StateNouns.OfType).Where(other => other != noun).Distinct())
        {
            if (_count * FewObjects < Math.Max(source.Entries(other).Count, target.Entries(other).Count)) continue;
            try { await _lookup.OnceAsync("table of the state", other.Name, () => other.Accept(new TableReader(_lookup, cancel))).ConfigureAwait(false); }
            // Then each is read when it is needed.
            catch (PanelException) { }
        }
    }

    private sealed class TableReader(PanelLookup lookup, CancellationToken cancel) : INounVisitor<Task<bool>>
    {
        public async Task<bool> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            await foreach (var value in lookup.Table(noun).FindAsync([], null, cancel).ConfigureAwait(false)) lookup.Trust(noun, value);
            return true;
        }
    }

    /// <summary>Whether a difference is about the object itself, and not only about the records of a zone.</summary>
    public static bool IsOfObject(StateDifference difference) => difference.Before is null || difference.Changes.Any(change => change.Noun == difference.Noun.Name);

    /// <summary>Whether a difference is about the records of a zone.</summary>
    public static bool IsOfRecords(StateDifference difference)
        => difference.Noun.IsZone && difference.Action != StateChangeAction.Removed && (difference.Before is null || difference.Changes.Any(change => change.Noun != difference.Noun.Name));

    // Panels can have several records with one natural key, such as two filters of a mailbox with the same name.
    private bool HasSeveral(StateNoun noun, string identity)
        => _severalTimes.GetOrAdd(noun, one => [.. source.Entries(one).GroupBy(entry => entry.Identity).Where(same => same.Skip(1).Any()).Select(same => same.Key)]).Contains(identity);

    private RecordWriter<T> Writer<T>(StateNoun described, PanelNoun<T> noun) where T : PanelObject
        => (RecordWriter<T>)_writers.GetOrAdd(described, _ => new RecordWriter<T>(noun, _lookup, new WriteOptions { Force = true }));

    private sealed class Planner(StateImporter importer, StateDifference difference, IWriteLog log, CancellationToken cancel) : INounVisitor<Task<StateStep>>
    {
        private readonly PanelLookup _lookup = importer._lookup;

        public async Task<StateStep> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var writer = importer.Writer(difference.Noun, noun);
            if (difference.After is not { } after)
            {
                var removal = await writer.PlanRemovalAsync(new Reference<T>(difference.Before!.Id), log, cancel).ConfigureAwait(false);
                return new StateStep(removal, (steps, token) => removal.CarryOutAsync(steps, token));
            }

            if (difference.Before is null) await importer.ReadReferencedAsync(difference.Noun, cancel).ConfigureAwait(false);
            var wanted = importer.Source.Read(after);
            await _lookup.LearnColumnsAsync(noun, cancel).ConfigureAwait(false);
            return difference.Before is { } before ? await ChangeAsync(noun, writer, before, wanted).ConfigureAwait(false) : await AddAsync(noun, writer, after, wanted).ConfigureAwait(false);
        }

        private async Task<StateStep> AddAsync<T>(PanelNoun<T> noun, RecordWriter<T> writer, StateEntry after, StateObject wanted) where T : PanelObject
        {
            if (importer.UsesPlaceholders) wanted = WithPlaceholders(noun, wanted, noun.Mandatory);
            var (value, given, own) = await BuildAsync(noun, wanted, null, null).ConfigureAwait(false);
            if (noun.Mandatory.Except(given) is { IsEmpty: false } missing)
                throw new RuleException(Rule.PasswordMissing, $"It cannot be created without {string.Join(", ", missing.Select(ordinal => noun.Columns[ordinal].Member))}, which the state does not have. {(importer.Source.Manifest.IncludesSecrets ? "Create it with the New- cmdlet and a new password, and import the state again." : "Export the state with -IncludeSecrets, or create it with the New- cmdlet and a new password, and import the state again.")}");
            var owner = await OwnerAsync(noun, wanted).ConfigureAwait(false);
            WritePlan<T> plan;
            var isBeside = importer.HasSeveral(difference.Noun, after.Identity);
            try { plan = await writer.PlanAdditionAsync(new Addition<T>(value, given) { Owner = owner, IsBeside = isBeside }, cancel).ConfigureAwait(false); }
            catch (RuleException problem) when (importer.UsesPlaceholders && (problem.Rule == Rule.PasswordMissing || problem.Rule == Rule.DkimKeyMissing))
            {
                // A secret that is needed only with other values, such as the key of a domain whose mail is signed.
                wanted = WithPlaceholders(noun, wanted, noun.Secrets);
                (value, given, own) = await BuildAsync(noun, wanted, null, null).ConfigureAwait(false);
                plan = await writer.PlanAdditionAsync(new Addition<T>(value, given) { Owner = owner, IsBeside = isBeside }, cancel).ConfigureAwait(false);
            }

            return new StateStep(plan, async (steps, token) =>
            {
                var result = await plan.CarryOutAsync(steps, token).ConfigureAwait(false);
                importer._references.Add(difference.Noun, after.Identity, result.Record!.Id);
                foreach (var column in noun.VersionDependent.Select(ordinal => noun.Columns[ordinal]))
                    if (wanted[column.StateName].ValueKind == JsonValueKind.Undefined && _lookup.Connection.Columns.Has(noun.Table, column.Name) is true) importer._defaulted.TryAdd($"{difference.Noun.Name} {column.StateName}", 0);
                if (own.IsEmpty) return;
                // What the panel has made from the new ID is known only now.
                var stored = await new PanelLookup(_lookup.Connection).ReadAsync(noun, new Reference<T>(result.Record.Id), token).ConfigureAwait(false);
                var (changed, columns, _) = await BuildAsync(noun, wanted, own, PlaceText.Of(noun, stored)).ConfigureAwait(false);
                var change = await writer.PlanChangeAsync(new Change<T>(new Reference<T>(stored.Id), changed, columns), steps, token).ConfigureAwait(false);
                if (!change.IsEmpty) await change.CarryOutAsync(steps, token).ConfigureAwait(false);
            });
        }

        private async Task<StateStep> ChangeAsync<T>(PanelNoun<T> noun, RecordWriter<T> writer, StateEntry before, StateObject wanted) where T : PanelObject
        {
            var names = difference.Changes.Where(change => change.Noun == difference.Noun.Name).Select(change => change.Member).OfType<string>().ToArray();
            var columns = names.Select(difference.Noun.OrdinalOf).Where(ordinal => ordinal >= 0).Aggregate(ColumnSet.Empty, (all, ordinal) => all.With(ordinal));
            PlaceText? place = null;
            if (HasMadeFromIds(noun)) place = PlaceText.Of(noun, await _lookup.FindAsync(noun, new Reference<T>(before.Id), cancel).ConfigureAwait(false));
            var (value, given, _) = await BuildAsync(noun, wanted, columns, place).ConfigureAwait(false);
            value = With(value, value.AdditionalFields.Where(field => names.Contains(field.Key)));
            var owner = names.Contains("Client") && difference.Noun.OrdinalOf("Client") < 0 ? await OwnerAsync(noun, wanted).ConfigureAwait(false) : null;
            var plan = await writer.PlanChangeAsync(new Change<T>(new Reference<T>(before.Id), value, given) { Owner = owner }, log, cancel).ConfigureAwait(false);
            return new StateStep(plan, (steps, token) => plan.CarryOutAsync(steps, token));
        }

        private StateObject WithPlaceholders<T>(PanelNoun<T> noun, StateObject wanted, ColumnSet columns) where T : PanelObject
        {
            var members = wanted.Members.ToList();
            foreach (var ordinal in columns.Where(noun.Secrets.Contains))
            {
                var name = noun.Columns[ordinal].StateName;
                if (wanted[name].ValueKind == JsonValueKind.String || PlaceholderSecret.For(noun, ordinal) is not { } secret) continue;
                members.RemoveAll(member => member.Name == name);
                members.Add(new StateMember(name, StateJson.Text(secret)));
                importer.WithPlaceholders.TryAdd(difference.Noun, 0);
            }

            return wanted with { Members = members };
        }

        // What belongs to another record gets its owner from it.
        private async Task<Reference<Client>?> OwnerAsync<T>(PanelNoun<T> noun, StateObject wanted) where T : PanelObject
        {
            if (difference.Noun.Within >= 0)
            {
                var above = wanted[difference.Noun.Columns[difference.Noun.Within].StateName];
                return above.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : new Reference<Client>(await importer._references.FindAsync(difference.Noun.RecordType, above, 0, _lookup, cancel).ConfigureAwait(false));
            }

            if (wanted.Owner is not { } owner || (noun.SharesOwner && (_lookup.Preview is null || owner.Length == 0))) return null;
            if (owner.StartsWith('#')) throw new RuleException(Rule.OwnerNotAllowed, $"It belongs to a client that was gone when the state was written (group {owner[1..]}). Move it to a client on the panel that it was exported from, and export the state again.");
            var client = new Reference<Client>(owner.Length == 0 ? 0 : await importer._references.FindClientAsync(owner, _lookup, cancel).ConfigureAwait(false));
            return noun.SharesOwner ? null : client;
        }

        // What can be set only when the object is added, such as texts with names in braces, is left out, and returned.
        private async Task<(T Value, ColumnSet Given, ColumnSet Own)> BuildAsync<T>(PanelNoun<T> noun, StateObject wanted, ColumnSet? only, PlaceText? place) where T : PanelObject
        {
            var members = new JsonElement[noun.Columns.Count];
            var (given, own) = (ColumnSet.Empty, ColumnSet.Empty);
            var additional = new Dictionary<string, string?>();
            var serverId = 0L;
            place ??= await PlaceAsync(wanted).ConfigureAwait(false);
            foreach (var (name, member) in wanted.Members.OrderBy(member => difference.Noun.OrdinalOf(member.Name) == noun.ServerOrdinal ? 0 : 1))
            {
                if (name == StateObject.Additional && member.ValueKind == JsonValueKind.Object)
                {
                    foreach (var field in member.EnumerateObject()) additional[field.Name] = field.Value.ValueKind == JsonValueKind.Null ? null : StateObject.Text(field.Value);
                    continue;
                }

                var ordinal = difference.Noun.OrdinalOf(name);
                if (ordinal < 0)
                {
                    if (name != StateObject.Records) importer._leftOut.TryAdd($"{difference.Noun.Name} {name}", 0);
                    continue;
                }

                var column = noun.Columns[ordinal];
                if (!column.IsWritten || (only is { } some && !some.Contains(ordinal)) || ((column.Flags & ColumnFlags.Secret) != 0 && member.ValueKind == JsonValueKind.Null)) continue;
                if (noun.VersionDependent.Contains(ordinal))
                {
                    if (member.ValueKind == JsonValueKind.Null) continue;
                    var has = _lookup.Connection.Columns.Has(noun.Table, column.Name);
                    if (has is false) importer._leftOut.TryAdd($"{difference.Noun.Name} {name}", 0);
                    // Only a row shows which columns the panel has, so they are not known until the first one is added.
                    if (has is null) own = own.With(ordinal);
                    if (has is not true) continue;
                }

                members[ordinal] = column.RefersTo is { } type ? await ReferenceAsync(column, type, member, serverId).ConfigureAwait(false) : member;
                if (ordinal == noun.ServerOrdinal && members[ordinal].ValueKind == JsonValueKind.Number) serverId = members[ordinal].GetInt64();
                if (member.ValueKind == JsonValueKind.String && column.RefersTo is null && (column.Flags & ColumnFlags.Secret) == 0)
                {
                    if (place is not null && _lookup.Preview is not null && !place.IsKnown && place.HasNames(member.GetString()!)) throw new NotAddedYetException();
                    if (place is not null) members[ordinal] = StateJson.Text(place.Fill(member.GetString()!));
                    else if (HasMadeFromIds(noun) && Unknown(noun).HasNames(member.GetString()!))
                    {
                        members[ordinal] = default;
                        own = own.With(ordinal);
                        continue;
                    }
                }

                given = given.With(ordinal);
            }

            return (noun.AsStored(With(noun.FromMembers(members), additional)), given, own);
        }

        private async Task<JsonElement> ReferenceAsync(PanelColumn column, Type type, JsonElement member, long serverId)
        {
            if (member.ValueKind != JsonValueKind.Array) return StateJson.Number(await importer._references.FindAsync(type, member, serverId, _lookup, cancel).ConfigureAwait(false));
            var ids = new List<long>();
            foreach (var one in member.EnumerateArray()) ids.Add(await importer._references.FindAsync(type, one, serverId, _lookup, cancel).ConfigureAwait(false));
            return ReferenceIds.ToMember(type, ids);
        }

        // The directory and the system user of the website that the object belongs to.
        private async Task<PlaceText?> PlaceAsync(StateObject wanted)
        {
            foreach (var column in difference.Noun.Columns)
            {
                if (column.RefersTo is not { } type || wanted[column.StateName] is not { ValueKind: JsonValueKind.String or JsonValueKind.Object } reference) continue;
                foreach (var other in StateNouns.OfType(type).Where(other => other.RecordType == type && other.Columns.Any(made => (made.Flags & ColumnFlags.MadeFromIds) != 0)))
                    return await other.Accept(new PlaceFinder(await importer._references.FindAsync(type, reference, 0, _lookup, cancel).ConfigureAwait(false), _lookup, cancel)).ConfigureAwait(false);
            }

            return null;
        }

        private static bool HasMadeFromIds<T>(PanelNoun<T> noun) where T : PanelObject => noun.Columns.Any(column => (column.Flags & ColumnFlags.MadeFromIds) != 0);

        private static PlaceText Unknown<T>(PanelNoun<T> noun) where T : PanelObject
            => new([.. noun.Columns.Where(column => (column.Flags & ColumnFlags.MadeFromIds) != 0).Select(column => new KeyValuePair<string, string>(column.Member, ""))]);

        private static T With<T>(T value, IEnumerable<KeyValuePair<string, string?>> additional) where T : PanelObject => (T)(value with { AdditionalFields = additional.ToDictionary() });
    }

    private sealed class PlaceFinder(long id, PanelLookup lookup, CancellationToken cancel) : INounVisitor<Task<PlaceText>>
    {
        public async Task<PlaceText> Visit<T>(PanelNoun<T> noun) where T : PanelObject => PlaceText.Of(noun, await lookup.FindAsync(noun, new Reference<T>(id), cancel).ConfigureAwait(false));
    }
}
