using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>What the data log says about objects: which IDs mean the same object, and what the panel has made from them.</summary>
internal sealed class ChangeHistory
{
    private readonly ConcurrentDictionary<(string Table, long Id), LoggedObject> _byId = new();
    private readonly ConcurrentDictionary<(string Table, long Id), PlaceText> _places = new();
    private readonly Dictionary<(string Noun, string Identity), LoggedObject> _gone = [];
    private readonly Dictionary<long, long> _clients = [];

    /// <summary>Finds the object with an ID; null if the log does not have it.</summary>
    public LoggedObject? Find(string table, long id) => _byId.GetValueOrDefault((table, id));

    /// <summary>The ID that the object with a logged ID has now.</summary>
    public long Now(Type type, long id)
    {
        foreach (var noun in StateNouns.OfType(type))
            if (Find(noun.Table, id) is { } known) return known.Id;
        return id;
    }

    /// <summary>The first logged ID of an object, which is equal for all its IDs.</summary>
    public long Root(Type type, long id)
    {
        foreach (var noun in StateNouns.OfType(type))
            if (Find(noun.Table, id) is { } known) return known.Root;
        return id;
    }

    /// <summary>The client that a group belonged to, by the entries that have groups; null if they do not have it.</summary>
    public long? ClientOf(long group) => _clients.TryGetValue(group, out var client) ? Now(typeof(Client), client) : null;

    /// <summary>What the panel has made from an ID, such as the directory of a website; null if it is not known.</summary>
    public PlaceText? PlaceOf(string table, long id) => _places.GetValueOrDefault((table, id));

    /// <summary>Notes what the panel has made from a new ID.</summary>
    public void Note(string table, long id, PlaceText place) => _places[(table, id)] = place;

    /// <summary>Notes that an object was added again.</summary>
    public void Note(LoggedObject known, long id)
    {
        known.AddId(id);
        _byId[(known.Table, id)] = known;
    }

    /// <summary>Notes the next entry.</summary>
    /// <param name="entry">The entry, in the order of the log.</param>
    /// <param name="noun">Its noun; null for a DNS record or what has no noun.</param>
    /// <returns>The object; null for what has no noun.</returns>
    public LoggedObject? Add(DataLogRow entry, StateNoun? noun)
    {
        if (entry.Table == LoggedNoun.Groups && long.TryParse(entry.Row.GetValueOrDefault("groupid"), NumberStyles.None, CultureInfo.InvariantCulture, out var group)) _clients[group] = entry.Row.Number("client_id");
        if (noun is null && entry.Table != LoggedNoun.Records) return null;
        var facts = noun is null ? OfRecord(entry) : noun.Accept(new FactVisitor(this, entry, noun));
        var id = facts.Id > 0 ? facts.Id : entry.RecordId;
        var name = noun?.Name ?? DnsRecordMembers.Noun;
        var known = id > 0 ? Find(entry.Table, id) : null;
        if (known is null && entry.Action == DataLogAction.Insert && _gone.Remove((name, facts.Identity), out known)) Note(known, id);
        known ??= new LoggedObject(entry.Table, noun, id);
        if (id > 0) _byId[(entry.Table, id)] = known;
        if (facts.Place is not null) _places[(entry.Table, id)] = facts.Place;
        known.IsGone = entry.Action == DataLogAction.Delete;
        if (known.IsGone) _gone[(name, facts.Identity)] = known;
        return known;
    }

    private Facts OfRecord(DataLogRow entry)
        => new(entry.Row.Number("id"), string.Join('\n', Root(typeof(Dns.DnsZone), entry.Row.Number("zone")).ToString(CultureInfo.InvariantCulture), entry.Row.Text("name"), entry.Row.Text("type"), entry.Row.Text("data"), entry.Row.Text("aux")), null);

    private sealed record Facts(long Id, string Identity, PlaceText? Place);

    private sealed class FactVisitor(ChangeHistory history, DataLogRow entry, StateNoun described) : INounVisitor<Facts>
    {
        public Facts Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var value = RecordValues.Read(noun, entry.Row);
            var members = RecordValues.Of(noun, value);
            var identity = string.Join('\n', described.Identity.Select(ordinal => noun.Columns[ordinal].RefersTo is { } type && members[ordinal].ValueKind == JsonValueKind.Number ? history.Root(type, members[ordinal].GetInt64()).ToString(CultureInfo.InvariantCulture) : members[ordinal].ToString()));
            return new Facts(value.Id, described.IgnoresCase ? identity.ToLowerInvariant() : identity, noun.Columns.Any(column => (column.Flags & ColumnFlags.MadeFromIds) != 0) ? PlaceText.Of(noun, value) : null);
        }
    }
}
