using System.Runtime.InteropServices;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>The rows of earlier runs, and which of them a row of this run is.</summary>
internal sealed class JournalIndex
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly List<Entry> _entries = [];

    // The last row of a key, each of which names the one before it; made when rows come in another order than they did.
    private Dictionary<ulong, int>? _byKey;

    // Rows that were mended since, by what they were at first.
    private readonly Dictionary<(ulong Key, ulong Hash), int> _mended = [];
    private int _next;
    private int _met;
    private int _found;

    /// <summary>How many rows there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether every row of earlier runs was met by this one.</summary>
    public bool IsFullyMatched => _found == _entries.Count;

    /// <summary>Takes a line of the file.</summary>
    /// <param name="line">The line, of a row.</param>
    /// <param name="offset">Where it begins in the file.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>Whether it fits to the lines before.</returns>
    public bool Add(in JournalLine line, long offset, int length)
    {
        if (line.Row == _entries.Count + 1 && line.Key is not null) _entries.Add(new Entry());
        else if (line.Row > _entries.Count) return false;
        ref var entry = ref CollectionsMarshal.AsSpan(_entries)[line.Row - 1];
        if (line.Key is not null)
        {
            var (key, hash) = (HashOf(line.Key), line.Hash);
            if (entry.State != JournalState.None && (entry.Key, entry.Hash) != (key, hash)) _mended[(entry.Key, entry.Hash)] = line.Row;
            (entry.Key, entry.Hash) = (key, hash);
        }

        entry.State = line.State;
        entry.Id = line.Id;
        (entry.Offset, entry.Length) = line.Values.IsEmpty ? (0, 0) : (offset, length);
        return true;
    }

    /// <summary>The row of an earlier run that this one is.</summary>
    /// <param name="key">Its natural key.</param>
    /// <param name="hash">Its keyed hash.</param>
    /// <param name="number">Its number in the journal, where the row itself tells it; 0 where it does not.</param>
    /// <returns>The row, which is met by that; null for a new one.</returns>
    /// <exception cref="JournalException">Another row stands in its place: the journal is of another input.</exception>
    public JournalRow? Match(string key, ulong hash, int number)
    {
        var place = ++_met;
        // The input as it was at first knows nothing of what was mended apart from it.
        var mended = _mended.TryGetValue((HashOf(key), hash), out var former) && !_entries[former - 1].Met ? former : 0;
        var found = mended > 0 ? mended : number > 0 && number <= _entries.Count && !_entries[number - 1].Met ? number : Find(HashOf(key), hash);
        // A row that failed is mended in its place, its key too.
        if (found == 0 && place <= _entries.Count && _entries[place - 1] is { Met: false, State: JournalState.Failed }) found = place;
        if (found > 0)
        {
            ref var entry = ref CollectionsMarshal.AsSpan(_entries)[found - 1];
            entry.Met = true;
            _found++;
            return new JournalRow(found, key, entry.State) { IsSame = entry.Hash == hash || mended > 0, Hash = hash, Id = entry.Id, Stored = (entry.Offset, entry.Length) };
        }

        if (place <= _entries.Count && !_entries[place - 1].Met)
            throw new JournalException($"Row {place} of the input ({key}) is not the row that the journal has in that place: it belongs to another input. Run it with the same rows, or give another -Journal.");
        return null;
    }

    private int Find(ulong key, ulong hash)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        while (_next < entries.Length && entries[_next].Met) _next++;
        // The same input comes in the same order.
        if (_next < entries.Length && entries[_next].Key == key && entries[_next].Hash == hash) return _next + 1;
        int same = 0, other = 0;
        for (var number = ByKey().GetValueOrDefault(key); number > 0; number = entries[number - 1].Before)
        {
            if (entries[number - 1].Met) continue;
            if (entries[number - 1].Hash == hash) same = number;
            else other = number;
        }

        return same > 0 ? same : other;
    }

    private Dictionary<ulong, int> ByKey()
    {
        if (_byKey is not null) return _byKey;
        _byKey = new Dictionary<ulong, int>(_entries.Count);
        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var number = 1; number <= entries.Length; number++)
        {
            entries[number - 1].Before = _byKey.GetValueOrDefault(entries[number - 1].Key);
            _byKey[entries[number - 1].Key] = number;
        }

        return _byKey;
    }

    private static ulong HashOf(string key)
    {
        var hash = FnvOffset;
        foreach (var character in key) hash = (hash ^ character) * FnvPrime;
        return hash;
    }

    private struct Entry
    {
        public ulong Key;
        public ulong Hash;
        public long Id;
        public long Offset;
        public int Length;
        public int Before;
        public JournalState State;
        public bool Met;
    }
}
