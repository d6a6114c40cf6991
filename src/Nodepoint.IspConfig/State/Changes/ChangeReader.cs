using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>Reads the data log of a panel as changes of objects, in words and without secrets.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class ChangeReader(PanelLookup lookup)
{
    private readonly ReferenceNames _names = new(lookup);

    /// <summary>Reads the changes since a time, oldest first.</summary>
    /// <param name="since">The time.</param>
    /// <param name="isWanted">Whether an entry by a user is wanted.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The changes; without those of groups, which the panel makes for its clients, and of serials.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<List<PanelChange>> ReadAsync(DateTimeOffset since, Func<string, bool> isWanted, CancellationToken cancel)
    {
        var entries = new List<DataLogRow>();
        await foreach (var entry in new DataLog(lookup.Connection).RowsSinceAsync(since, cancel).ConfigureAwait(false))
            if (entry.Table != LoggedNoun.Groups && isWanted(entry.User)) entries.Add(entry);
        entries.Reverse();
        var nouns = entries.ConvertAll(LoggedNoun.Find);
        for (var at = 0; at < entries.Count; at++) _names.Note(entries[at], nouns[at]);
        var changes = new List<PanelChange>(entries.Count);
        for (var at = 0; at < entries.Count; at++)
            if (await OfAsync(entries[at], nouns[at], cancel).ConfigureAwait(false) is { } change) changes.Add(change);
        return changes;
    }

    private async Task<PanelChange?> OfAsync(DataLogRow entry, StateNoun? noun, CancellationToken cancel)
    {
        var action = entry.Action switch { DataLogAction.Insert => StateChangeAction.Added, DataLogAction.Delete => StateChangeAction.Removed, _ => StateChangeAction.Changed };
        if (entry.Table == LoggedNoun.Records)
        {
            var zone = await _names.ZoneAsync(entry.Row.Number("zone"), cancel).ConfigureAwait(false);
            var (before, after) = (entry.Action == DataLogAction.Insert ? null : RecordValues.Read(entry.Old, zone), entry.Action == DataLogAction.Delete ? null : RecordValues.Read(entry.New, zone));
            var shown = (after ?? before)!;
            return new PanelChange(entry.Id, entry.Time, entry.User, action, DnsRecordMembers.Noun, shown.ToString(), await OwnerAsync(shown.OwnerGroupId, cancel).ConfigureAwait(false), shown.Id > 0 ? shown.Id : entry.RecordId, RecordMembers.Differences(before, after)) { Title = "DNS record" };
        }

        if (noun is null)
        {
            return new PanelChange(entry.Id, entry.Time, entry.User, action, "", string.Create(CultureInfo.InvariantCulture, $"{entry.Table} {entry.RecordId}"), null, entry.RecordId, entry.Action == DataLogAction.Update ? [.. Columns(entry)] : []) { Title = "row" };
        }

        return await noun.Accept(new Describer(this, entry, noun, action, cancel)).ConfigureAwait(false);
    }

    private static IEnumerable<ChangedMember> Columns(DataLogRow entry)
        => entry.New.Keys.Where(name => entry.Old.GetValueOrDefault(name) != entry.New[name]).Order(StringComparer.Ordinal).Select(name => new ChangedMember(name, null, null));

    private async Task<string?> OwnerAsync(long group, CancellationToken cancel)
    {
        try { return await lookup.ClientNameAsync(group, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return null; }
    }

    private sealed class Describer(ChangeReader reader, DataLogRow entry, StateNoun described, StateChangeAction action, CancellationToken cancel) : INounVisitor<Task<PanelChange?>>
    {
        public async Task<PanelChange?> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var (before, after) = (entry.Action == DataLogAction.Insert ? null : RecordValues.Read(noun, entry.Old), entry.Action == DataLogAction.Delete ? null : RecordValues.Read(noun, entry.New));
            var shown = (after ?? before)!;
            // Of a new or removed object, what is the default says nothing.
            var other = before is not null && after is not null ? before : noun.FromMembers(new JsonElement[noun.Columns.Count]);
            var (from, to) = (RecordValues.Of(noun, other), RecordValues.Of(noun, shown));
            var changes = new List<ChangedMember>();
            var different = described.Kept.Where(ordinal => !RecordValues.Same(from[ordinal], to[ordinal])).ToList();
            // What counts changes, such as the serial of a zone, is not one.
            var counted = different.RemoveAll(ordinal => (noun.Columns[ordinal].Flags & ColumnFlags.Counter) != 0);
            foreach (var ordinal in different) changes.Add(await reader._names.DescribeAsync(noun, ordinal, before, after, cancel).ConfigureAwait(false));
            changes.AddRange(RecordFields.Differences(noun.Table, before, after));
            var client = noun.IsOwned ? await reader.OwnerAsync(shown.OwnerGroupId, cancel).ConfigureAwait(false) : null;
            if (noun.IsOwned && before is not null && after is not null && before.OwnerGroupId != after.OwnerGroupId)
                changes.Add(RecordMembers.Describe("Client", await reader.OwnerAsync(before.OwnerGroupId, cancel).ConfigureAwait(false) ?? "", client ?? ""));
            // What the panel itself sets has no member. Its value can be anything, so it is not shown.
            if (changes.Count == 0 && before is not null && after is not null)
            {
                if (counted > 0) return null;
                changes.AddRange(Columns(entry));
            }

            return new PanelChange(entry.Id, entry.Time, entry.User, action, described.Name, await reader._names.OfAsync(described, noun, shown, cancel).ConfigureAwait(false), client, shown.Id > 0 ? shown.Id : entry.RecordId, changes) { Title = described.Title, NaturalKey = noun.KeyOf(shown) };
        }
    }
}
