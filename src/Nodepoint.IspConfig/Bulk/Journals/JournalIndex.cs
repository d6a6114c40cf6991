using System.Runtime.InteropServices;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>The rows of earlier runs, to match the rows of this run with.</summary>
internal sealed class JournalIndex
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly List<Entry> _entries = [];

    // The last row of each key; rows link to the previous one. Created when rows arrive in a different order than before.
    private Dictionary<ulong, int>? _byKey;

    // Rows that were corrected later, by their original key and hash.
    private readonly Dictionary<(ulong Key, ulong Hash), int> _corrected = [];

    // Those whose original hash cannot be compared, by their original key alone.
    private readonly Dictionary<ulong, int> _correctedByKey = [];
    private int _next;
    private int _count;
    private int _matched;

    /// <summary>The number of rows.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether every row of earlier runs was matched.</summary>
    public bool IsFullyMatched => _matched == _entries.Count;

    /// <summary>Adds a line of the file.</summary>
    /// <param name="line">The line of a row.</param>
    /// <param name="key">The row's natural key as it is stored; null if the line has none.</param>
    /// <param name="isComparable">Whether the line's hash is of values written as today, so that it can be compared.</param>
    /// <param name="offset">The offset of the line in the file.</param>
    /// <param name="length">The length of the line.</param>
    /// <returns>Whether it is consistent with the previous lines.</returns>
    public bool Add(in JournalLine line, string? key, bool isComparable, long offset, int length)
    {
        if (line.Row == _entries.Count + 1 && key is not null) _entries.Add(new Entry());
        else if (line.Row > _entries.Count) return false;
        ref var entry = ref CollectionsMarshal.AsSpan(_entries)[line.Row - 1];
        if (key is not null)
        {
            var (keyHash, hash) = (HashOf(key), line.Hash);
            if (entry.State != JournalState.None && (entry.Key, entry.Hash) != (keyHash, hash))
            {
                _corrected[(entry.Key, entry.Hash)] = line.Row;
                if (!entry.IsComparable && entry.Key != keyHash) _correctedByKey[entry.Key] = line.Row;
            }

            (entry.Key, entry.Hash, entry.IsComparable) = (keyHash, hash, isComparable);
        }

        entry.State = line.State;
        entry.Id = line.Id;
        entry.IsOmitted = line.Omitted > 0;
        (entry.Offset, entry.Length) = line.Values.IsEmpty ? (0, 0) : (offset, length);
        return true;
    }

    /// <summary>Finds the row of an earlier run that matches a row of this run.</summary>
    /// <param name="key">The natural key.</param>
    /// <param name="storedKey">The natural key as it is stored.</param>
    /// <param name="hash">The keyed hash.</param>
    /// <param name="number">The row's number in the journal, if the row contains it; otherwise 0.</param>
    /// <returns>The row, which is then matched; null for a new row.</returns>
    /// <exception cref="JournalException">The journal has another row at this position, so it belongs to another input.</exception>
    public JournalRow? Match(string key, string storedKey, ulong hash, int number)
    {
        var position = ++_count;
        var keyHash = HashOf(storedKey);
        // The original input still contains the rows that were corrected in another file.
        var corrected = _corrected.TryGetValue((keyHash, hash), out var former) && !_entries[former - 1].Matched ? former : 0;
        var found = corrected > 0 ? corrected : number > 0 && number <= _entries.Count && !_entries[number - 1].Matched ? number : Find(keyHash, hash);
        var isCorrectedByKey = found == 0 && _correctedByKey.TryGetValue(keyHash, out former) && !_entries[former - 1].Matched;
        if (isCorrectedByKey) found = former;
        // A failed row may be corrected at its position, including its key.
        if (found == 0 && position <= _entries.Count && _entries[position - 1] is { Matched: false, State: JournalState.Failed }) found = position;
        if (found > 0)
        {
            ref var entry = ref CollectionsMarshal.AsSpan(_entries)[found - 1];
            entry.Matched = true;
            _matched++;
            var isEqual = entry.Hash == hash || corrected > 0;
            var isByKey = !isEqual && (isCorrectedByKey || (!entry.IsComparable && entry.Key == keyHash));
            return new JournalRow(found, key, entry.State)
            {
                IsSame = isEqual || isByKey, IsMatchedByKeyAlone = isByKey, IsStoredOmitted = entry.IsOmitted,
                Hash = hash, Id = entry.Id, Stored = (entry.Offset, entry.Length),
            };
        }

        if (position <= _entries.Count && !_entries[position - 1].Matched)
            throw new JournalException($"Row {position} of the input ({storedKey}) does not match row {position} of the journal, so the journal belongs to another input. Specify another file with -Journal, or use the rows that this journal was started with.");
        return null;
    }

    private int Find(ulong key, ulong hash)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        while (_next < entries.Length && entries[_next].Matched) _next++;
        // The same input arrives in the same order.
        if (_next < entries.Length && entries[_next].Key == key && entries[_next].Hash == hash) return _next + 1;
        int same = 0, other = 0;
        for (var number = ByKey().GetValueOrDefault(key); number > 0; number = entries[number - 1].Previous)
        {
            if (entries[number - 1].Matched) continue;
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
            entries[number - 1].Previous = _byKey.GetValueOrDefault(entries[number - 1].Key);
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
        public int Previous;
        public JournalState State;
        public bool Matched;
        public bool IsComparable;
        public bool IsOmitted;
    }
}
