namespace Nodepoint.IspConfig.State;

/// <summary>A part of a state: the objects that meet a condition, with the names that servers have where they go to.</summary>
/// <param name="whole">The state.</param>
/// <param name="has">Whether an object is in the part.</param>
/// <param name="servers">The names of servers there, by their names in the state; those that are missing keep their names.</param>
internal sealed class StatePart(StateSource whole, Func<StateEntry, bool> has, IReadOnlyDictionary<string, string> servers) : StateSource
{
    private readonly Dictionary<StateNoun, StateEntry[]> _entries = [];

    /// <inheritdoc/>
    public override string Title => whole.Title;

    /// <inheritdoc/>
    public override StateManifest Manifest => whole.Manifest;

    /// <inheritdoc/>
    public override IReadOnlyList<StateEntry> Entries(StateNoun noun)
    {
        if (_entries.TryGetValue(noun, out var known)) return known;
        var entries = whole.Entries(noun).Where(has);
        return _entries[noun] = servers.Count == 0 ? [.. entries] : [.. entries.Select(Renamed).OrderBy(entry => entry.Identity, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override StateObject Read(StateEntry entry) => StateServers.Rename(whole.Read(entry), servers);

    /// <inheritdoc/>
    public override string PlaceOf(StateEntry entry) => whole.PlaceOf(entry);

    private StateEntry Renamed(StateEntry entry)
    {
        var value = Read(entry);
        return entry with { Identity = value.Identity, Name = value.Name };
    }
}
