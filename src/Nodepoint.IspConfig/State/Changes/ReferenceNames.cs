using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>Names the objects whose IDs are in rows of the data log, each of them once: by the log itself, or by the panel.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class ReferenceNames(PanelLookup lookup)
{
    private readonly ConcurrentDictionary<(string Table, long Id), string> _logged = new();

    /// <summary>Notes the name of an object of the log.</summary>
    public void Note(DataLogRow entry, StateNoun? noun) => noun?.Accept(new Noter(_logged, entry));

    /// <summary>Names an object by its ID.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="id">Its ID.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>Its name; "ID 12" if it has none any more, empty for none.</returns>
    public async Task<string> OfAsync(Type type, long id, CancellationToken cancel)
    {
        if (id <= 0) return "";
        foreach (var noun in StateNouns.OfType(type))
            if (_logged.TryGetValue((noun.Table, id), out var key)) return key;
        try
        {
            var name = ReadOnlyKind.Of(type) is { } kind ? await kind.NameOfAsync(id, lookup, cancel).ConfigureAwait(false)
                : await ObjectAsync(type, id, cancel).ConfigureAwait(false);
            if (name is { Length: > 0 }) return name;
        }
        catch (PanelException problem) when (problem.Kind is FaultKind.PermissionDenied or FaultKind.NotFound) { }

        return string.Create(CultureInfo.InvariantCulture, $"ID {id}");
    }

    /// <summary>The origin of a zone.</summary>
    public async Task<string> ZoneAsync(long id, CancellationToken cancel) => await OfAsync(typeof(DnsZone), id, cancel).ConfigureAwait(false) is var name && name.StartsWith("ID ", StringComparison.Ordinal) ? "" : name;

    /// <summary>Names a record: its natural key, and what it refers to if that is needed to tell it apart.</summary>
    public async Task<string> OfAsync<T>(StateNoun described, PanelNoun<T> noun, T value, CancellationToken cancel) where T : PanelObject
    {
        var members = RecordValues.Of(noun, value);
        var parts = new List<string>();
        foreach (var ordinal in described.Identity.Skip(1))
            if (noun.Columns[ordinal].RefersTo is { } type && members[ordinal].ValueKind == JsonValueKind.Number && await OfAsync(type, members[ordinal].GetInt64(), cancel).ConfigureAwait(false) is { Length: > 0 } name) parts.Add(name);
        return parts.Count == 0 ? noun.KeyOf(value) : $"{noun.KeyOf(value)} ({string.Join(", ", parts)})";
    }

    /// <summary>Describes the change of a member, without secrets.</summary>
    /// <param name="noun">The noun.</param>
    /// <param name="ordinal">The column.</param>
    /// <param name="from">The record before; null if it did not exist.</param>
    /// <param name="to">The record after; null if it does not exist any more.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<ChangedMember> DescribeAsync<T>(PanelNoun<T> noun, int ordinal, T? from, T? to, CancellationToken cancel) where T : PanelObject
    {
        var column = noun.Columns[ordinal];
        if ((column.Flags & ColumnFlags.Secret) != 0) return new ChangedMember(column.StateName, null, null);
        var (old, now) = (from is null ? null : await TextAsync(noun, ordinal, from, cancel).ConfigureAwait(false), to is null ? null : await TextAsync(noun, ordinal, to, cancel).ConfigureAwait(false));
        var words = column.RefersTo is not null || to is null ? ChangeText.Of(column.StateName, old, now ?? "") : ChangeText<T>.Of(noun, ordinal, from, to);
        return new ChangedMember(column.StateName, old, now) { Words = words };
    }

    private async Task<string> TextAsync<T>(PanelNoun<T> noun, int ordinal, T value, CancellationToken cancel) where T : PanelObject
    {
        var member = RecordValues.Of(noun, value)[ordinal];
        if (noun.Columns[ordinal].RefersTo is not { } type) return StateObject.Text(member);
        if (member.ValueKind == JsonValueKind.Number) return await OfAsync(type, member.GetInt64(), cancel).ConfigureAwait(false);
        var names = new List<string>();
        foreach (var id in ReferenceIds.Of(member)) names.Add(await OfAsync(type, id, cancel).ConfigureAwait(false));
        return string.Join(", ", names);
    }

    private async Task<string?> ObjectAsync(Type type, long id, CancellationToken cancel)
    {
        foreach (var noun in StateNouns.OfType(type))
            if (await noun.Accept(new KeyFinder(lookup, id, cancel)).ConfigureAwait(false) is { } key) return key;
        return null;
    }

    private sealed class KeyFinder(PanelLookup lookup, long id, CancellationToken cancel) : INounVisitor<Task<string?>>
    {
        public Task<string?> Visit<T>(PanelNoun<T> noun) where T : PanelObject
            => lookup.OnceAsync($"{noun.Title} of the log", id.ToString(CultureInfo.InvariantCulture), async () => await lookup.Table(noun).GetAsync(id, cancel).ConfigureAwait(false) is { } found ? noun.KeyOf(found) : null);
    }

    private sealed class Noter(ConcurrentDictionary<(string Table, long Id), string> logged, DataLogRow entry) : INounVisitor<bool>
    {
        public bool Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var value = RecordValues.Read(noun, entry.Row);
            var id = value.Id > 0 ? value.Id : entry.RecordId;
            if (id > 0 && noun.KeyOf(value) is { Length: > 0 } key) logged[(noun.Table, id)] = key;
            return true;
        }
    }
}
