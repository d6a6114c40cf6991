using System.Runtime.InteropServices;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>
/// The rows of earlier runs, to match the rows of this run with. A row is known by its subject and its hash, never by its place; of equal rows, each
/// stands for one.
/// </summary>
internal sealed class JournalIndex
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly List<Entry> _entries = [];

    // The last row of each subject; rows link to the previous one. Created when rows do not simply arrive as before.
    private Dictionary<ulong, int>? _bySubject;
    private int _next;

    /// <summary>The number of rows.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds a line of the file.</summary>
    /// <param name="line">The line of a row.</param>
    /// <param name="subject">The row's subject as it is stored; null if the line has none.</param>
    /// <param name="isComparable">Whether the line's hash is of values written as today, so that it can be compared.</param>
    /// <param name="offset">The offset of the line in the file.</param>
    /// <param name="length">The length of the line.</param>
    /// <returns>Whether it is consistent with the previous lines.</returns>
    public bool Add(in JournalLine line, string? subject, bool isComparable, long offset, int length)
    {
        if (line.Row == _entries.Count + 1 && subject is not null) _entries.Add(new Entry());
        else if (line.Row > _entries.Count) return false;
        if (line.Fixes >= line.Row) return false;
        var entries = CollectionsMarshal.AsSpan(_entries);
        ref var entry = ref entries[line.Row - 1];
        if (subject is not null) (entry.Subject, entry.Hash, entry.IsComparable) = (HashOf(subject), line.Hash, isComparable);
        entry.State = line.State;
        entry.Id = line.Id;
        entry.IsOmitted = line.Omitted > 0;
        (entry.Offset, entry.Length) = line.Values.IsEmpty ? (0, 0) : (offset, length);
        if (line.Fixes > 0) entry.IsFixer |= line.IsFix;
        if (line.Fixes > 0) (entries[line.Fixes - 1].State, entries[line.Fixes - 1].Id, entries[line.Fixes - 1].IsFix) = (JournalState.Fixed, line.Row, line.IsFix);
        return true;
    }

    /// <summary>Finds the row of an earlier run that is a row of this run.</summary>
    /// <param name="key">The natural key.</param>
    /// <param name="subject">The subject as it is stored.</param>
    /// <param name="hash">The keyed hash.</param>
    /// <param name="fixes">The number of the row that this one fixes, if it has a token of this journal; otherwise 0.</param>
    /// <param name="place">The place of a row that may stand for a failed one in the same place, as in journals of the first format; otherwise 0.</param>
    /// <param name="isNew">Whether the command creates records, so that a record is created by one row only, whatever its other values.</param>
    /// <returns>The row, which is then matched; or a new row, whose number is 0, with what is known about it.</returns>
    public JournalRow Match(string key, string subject, ulong hash, int fixes, int place, bool isNew)
    {
        var subjectHash = HashOf(subject);
        var entries = CollectionsMarshal.AsSpan(_entries);
        while (_next < entries.Length && entries[_next].IsMatched) _next++;
        // The same input arrives in the same order.
        if (fixes == 0 && _next < entries.Length && entries[_next] is { State: JournalState.Done, IsComparable: true } next && next.Subject == subjectHash && next.Hash == hash) return Take(_next + 1, key, subject, hash);

        var (same, done, failed, open) = Find(subjectHash, hash);
        if (fixes > 0 && entries[fixes - 1] is { State: JournalState.Failed, IsMatched: false } broken)
        {
            same = broken.Subject == subjectHash && broken.Hash == hash ? fixes : 0;
            // Its input is only what had failed, so a later row that may be done does not follow.
            if (!isNew && open > fixes) done = Math.Max(done, open);
            if (same == 0 && done == 0)
            {
                entries[fixes - 1].IsMatched = true;
                return new JournalRow(0, key, JournalState.None) { Hash = hash, Fixes = fixes, IsFix = true };
            }

            if (same == 0) return Refused(new JournalRow(0, key, JournalState.None) { Hash = hash }, done, fixes);
        }
        else if (fixes > 0 && same == 0)
        {
            return new JournalRow(0, key, JournalState.None) { Hash = hash, Refusal = JournalRefusal.NotFailed, Other = fixes };
        }

        if (same > 0)
        {
            var row = Take(same, key, subject, hash);
            return row.Earlier == JournalState.Done || done == 0 ? row : Refused(row, done, same);
        }

        if (done > 0) return Refused(new JournalRow(0, key, JournalState.None) { Hash = hash }, done, failed);
        if (failed == 0 && place > 0 && place <= entries.Length && entries[place - 1] is { State: JournalState.Failed, IsMatched: false }) return Take(place, key, subject, hash) with { IsMatchedByKeyAlone = false };
        if (failed > 0) entries[failed - 1].IsSeen = true;
        return new JournalRow(0, key, JournalState.None) { Hash = hash, Fixes = failed, IsFix = isNew };
    }

    /// <summary>The rows of earlier runs that are done and were not matched.</summary>
    public int CountOfUnmatchedDone()
    {
        var count = 0;
        foreach (ref var entry in CollectionsMarshal.AsSpan(_entries))
            if (entry is { State: JournalState.Done, IsMatched: false, IsSeen: false }) count++;
        return count;
    }

    /// <summary>The rows that may have been sent by earlier runs and were not matched, without their keys.</summary>
    public Dictionary<int, JournalRow> UnmatchedOpen()
    {
        var open = new Dictionary<int, JournalRow>();
        for (var number = 1; number <= _entries.Count; number++)
            if (_entries[number - 1] is { State: JournalState.Sending or JournalState.Unknown, IsMatched: false } entry)
                open.Add(number, new JournalRow(number, "", entry.State) { Hash = entry.Hash, Stored = (entry.Offset, entry.Length) });
        return open;
    }

    /// <summary>
    /// The rows that failed or were not sent, if this run has read a new edition of the input: it has every row that is done, so what it lacks was
    /// removed from it or fixed under another key.
    /// </summary>
    public IReadOnlyList<int> Dropped()
    {
        var isEdition = false;
        foreach (ref var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.State != JournalState.Done) continue;
            if (!entry.IsMatched && !entry.IsSeen) return [];
            isEdition = true;
        }

        if (!isEdition) return [];
        var dropped = new List<int>();
        for (var number = 1; number <= _entries.Count; number++)
            if (_entries[number - 1] is { State: JournalState.Failed or JournalState.Withdrawn, IsMatched: false, IsSeen: false }) dropped.Add(number);
        return dropped;
    }

    /// <summary>The keyed hash of a row.</summary>
    /// <param name="number">The row's number.</param>
    public ulong HashOf(int number) => _entries[number - 1].Hash;

    // The row of the same subject that is equal; with other values, the last one that is done, the first one that failed, and the last one that may be done.
    private (int Same, int Done, int Failed, int Open) Find(ulong subject, ulong hash)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        int same = 0, rank = int.MaxValue, done = 0, failed = 0, open = 0;
        for (var number = BySubject().GetValueOrDefault(subject); number > 0; number = entries[number - 1].Previous)
        {
            ref var entry = ref entries[number - 1];
            if (entry.IsMatched) continue;
            if (entry.Hash == hash || !entry.IsComparable)
            {
                // Of equal rows, those that are done come first, and then those that may be done.
                var order = (entry.Hash == hash ? 0 : 4) + entry.State switch { JournalState.Done => 0, JournalState.Sending or JournalState.Unknown => 1, JournalState.Fixed => 2, _ => 3 };
                if (order <= rank) (same, rank) = (number, order);
            }
            else if (entry.State == JournalState.Done) done = Math.Max(done, number);
            else if (entry.State is JournalState.Failed or JournalState.Withdrawn) failed = number;
            else if (entry.State is JournalState.Sending or JournalState.Unknown) open = Math.Max(open, number);
        }

        return (same, done, failed, open);
    }

    private static JournalRow Refused(JournalRow row, int done, int place)
        => row with { Refusal = place > 0 && place < done ? JournalRefusal.LaterRowDone : JournalRefusal.OtherValues, Other = done };

    private JournalRow Take(int number, string key, string subject, ulong hash)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        ref var entry = ref entries[number - 1];
        entry.IsMatched = true;
        var row = new JournalRow(number, key, entry.State) { Subject = subject, IsMatchedByKeyAlone = entry.Hash != hash, IsFix = entry.IsFixer, IsStoredOmitted = entry.IsOmitted, Hash = hash, Id = entry.Id, Stored = (entry.Offset, entry.Length) };
        if (entry.State is JournalState.Sending or JournalState.Unknown) return row with { Taken = Taken(entry.Subject) };
        if (entry.State != JournalState.Fixed) return entry.State == JournalState.Dropped ? row with { Earlier = JournalState.Failed } : row;
        var fixer = number;
        while (entries[fixer - 1] is { State: JournalState.Fixed } between) fixer = (int)between.Id;
        ref var by = ref entries[fixer - 1];
        // Until the row that fixes it is done, it is still a row that failed.
        if (!entry.IsFix || by.State != JournalState.Done) return row with { Earlier = JournalState.Failed, Id = 0 };
        by.IsSeen = true;
        return row with { Earlier = JournalState.Done, IsFixed = true, Other = fixer, Id = by.Id, IsStoredOmitted = by.IsOmitted, Stored = (by.Offset, by.Length) };
    }

    private List<long> Taken(ulong subject)
    {
        var taken = new List<long>();
        for (var number = BySubject().GetValueOrDefault(subject); number > 0; number = _entries[number - 1].Previous)
            if (_entries[number - 1] is { State: JournalState.Done, Id: > 0 and var id }) taken.Add(id);
        return taken;
    }

    private Dictionary<ulong, int> BySubject()
    {
        if (_bySubject is not null) return _bySubject;
        _bySubject = new Dictionary<ulong, int>(_entries.Count);
        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var number = 1; number <= entries.Length; number++)
        {
            entries[number - 1].Previous = _bySubject.GetValueOrDefault(entries[number - 1].Subject);
            _bySubject[entries[number - 1].Subject] = number;
        }

        return _bySubject;
    }

    private static ulong HashOf(string subject)
    {
        var hash = FnvOffset;
        foreach (var character in subject) hash = (hash ^ character) * FnvPrime;
        return hash;
    }

    private struct Entry
    {
        public ulong Subject;
        public ulong Hash;

        // The record's ID; of a fixed row, the number of the row that fixes it.
        public long Id;
        public long Offset;
        public int Length;
        public int Previous;
        private byte _state;
        public bool IsMatched;

        // Whether another row of this run has its outcome, or fixes it.
        public bool IsSeen;
        public bool IsComparable;
        public bool IsOmitted;
        public bool IsFix;

        // Whether it fixes another row, which then has its outcome.
        public bool IsFixer;

        public JournalState State
        {
            readonly get => (JournalState)_state;
            set => _state = (byte)value;
        }
    }
}
