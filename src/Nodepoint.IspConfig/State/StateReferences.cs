using System.Collections.Concurrent;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.State;

/// <summary>Finds the IDs that names of a state have on a panel: of objects that it had before, and of those that were added since.</summary>
internal sealed class StateReferences
{
    private readonly ConcurrentDictionary<(StateNoun Noun, string Identity), long> _ids = new();
    private Lazy<HashSet<(StateNoun Noun, string Identity)>> _pending = new(static () => []);

    /// <summary>Creates the references of a panel.</summary>
    /// <param name="target">The panel as it was read.</param>
    public StateReferences(StateSource target)
    {
        foreach (var noun in StateNouns.All)
            foreach (var entry in target.Entries(noun)) _ids.TryAdd((noun, entry.Identity), entry.Id);
    }

    /// <summary>Notes what is going to be added. Only a preview, which cannot always find it, asks for it.</summary>
    /// <param name="objects">The objects, which are enumerated when the first of them is asked for.</param>
    public void Expect(IEnumerable<(StateNoun Noun, string Identity)> objects) => _pending = new(() => [.. objects]);

    /// <summary>Notes the ID of an object that was added.</summary>
    public void Add(StateNoun noun, string identity, long id) => _ids[(noun, identity)] = id;

    /// <summary>Finds the ID of the client with a user name.</summary>
    /// <exception cref="RuleException">There is no such client.</exception>
    public Task<long> FindClientAsync(string username, PanelLookup lookup, CancellationToken cancel)
        => FindAsync(typeof(Client), StateJson.Text(username), 0, lookup, cancel);

    /// <summary>Finds the ID that a reference means.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="reference">The reference; null means none.</param>
    /// <param name="serverId">The ID of the server that the object is on, if that matters; 0 if it is not known.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The ID; 0 for none.</returns>
    /// <exception cref="RuleException">The panel does not have the object.</exception>
    public async Task<long> FindAsync(Type type, JsonElement reference, long serverId, PanelLookup lookup, CancellationToken cancel)
    {
        if (reference.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return 0;
        var id = reference.ValueKind == JsonValueKind.Object && reference.TryGetProperty(nameof(PanelObject.Id), out _)
            ? throw new RuleException(Rule.InvalidReference, $"It refers to a {TitleOf(type)} without a name in the state: it was gone when the state was written, or the remote user could not read it.")
            : ReadOnlyKind.Of(type) is { } kind ? await kind.IdOfAsync(StateValue.Text(reference), serverId, lookup, cancel).ConfigureAwait(false)
            : await ObjectAsync(type, reference, lookup, cancel).ConfigureAwait(false);
        // The panel does not know the group of a client that only a preview has.
        if (id > 0 && type == typeof(Client) && lookup.Preview is not null && !StateNouns.OfType(type).Any(noun => _ids.ContainsKey((noun, StateObject.IdentityOf(noun, reference)))))
            lookup.TrustNew(await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(id), cancel).ConfigureAwait(false));
        return id > 0 ? id : throw new RuleException(Rule.InvalidReference, $"It refers to {TitleOf(type)} '{StateObject.Text(reference)}', which is not on panel '{lookup.Connection.Name}'.{Advice(type)}");
    }

    private async Task<long> ObjectAsync(Type type, JsonElement reference, PanelLookup lookup, CancellationToken cancel)
    {
        foreach (var noun in StateNouns.OfType(type))
            if (_ids.TryGetValue((noun, StateObject.IdentityOf(noun, reference)), out var known)) return known;
        // A preview adds only to its view of the panel.
        if (lookup.Preview is null) return 0;
        var isPending = StateNouns.OfType(type).Any(noun => _pending.Value.Contains((noun, StateObject.IdentityOf(noun, reference))));
        foreach (var noun in StateNouns.OfType(type))
            if (await noun.Accept(new Finder(this, noun, reference, lookup, cancel)).ConfigureAwait(false) is { } found) return found;
        return isPending ? throw new NotAddedYetException() : 0;
    }

    private static string TitleOf(Type type) => ReadOnlyKind.Of(type)?.Title ?? StateNouns.OfType(type).FirstOrDefault(noun => noun.RecordType == type)?.Title ?? "object";

    private static string Advice(Type type) => ReadOnlyKind.Of(type) is { } kind ? $" {kind.Advice}" : "";

    private sealed class Finder(StateReferences references, StateNoun described, JsonElement reference, PanelLookup lookup, CancellationToken cancel) : INounVisitor<Task<long?>>
    {
        public async Task<long?> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var members = new JsonElement[noun.Columns.Count];
            foreach (var ordinal in described.Identity)
            {
                var column = noun.Columns[ordinal];
                var part = reference.ValueKind == JsonValueKind.Object ? (reference.TryGetProperty(column.StateName, out var named) ? named : default) : reference;
                members[ordinal] = column.RefersTo is { } type ? StateJson.Number(await references.FindAsync(type, part, 0, lookup, cancel).ConfigureAwait(false)) : part;
            }

            try { return (await noun.FindExistingAsync(noun.FromMembers(members), lookup, cancel).ConfigureAwait(false))?.Id; }
            catch (PanelException problem) when (problem.Kind == FaultKind.NotFound) { return null; }
        }
    }
}
