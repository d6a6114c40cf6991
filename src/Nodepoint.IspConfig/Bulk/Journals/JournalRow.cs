namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>A row of a command in a journal.</summary>
/// <param name="Number">The row's number in the journal, from 1.</param>
/// <param name="Key">The natural key, for people.</param>
/// <param name="Earlier">The state from an earlier run; <see cref="JournalState.None"/> for a new row.</param>
internal sealed record JournalRow(int Number, string Key, JournalState Earlier)
{
    /// <summary>What the row is about; rows of the same subject and the same values are the same row.</summary>
    public string Subject { get; init; } = Key;

    /// <summary>Why the row must not be sent; <see cref="JournalRefusal.None"/> if it may.</summary>
    public JournalRefusal Refusal { get; init; }

    /// <summary>The row that is the reason for <see cref="Refusal"/>, or that has fixed this one; 0 for none.</summary>
    public int Other { get; init; }

    /// <summary>Whether the row itself was not carried out, but a row that fixes it is done.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The failed row that this one fixes; 0 for none.</summary>
    public int Fixes { get; init; }

    /// <summary>Whether the failed row has the outcome of this one from now on; see <see cref="JournalLine.IsFix"/>.</summary>
    public bool IsFix { get; init; }

    /// <summary>Whether only the key is known to be the same, because the earlier run wrote the values of rows in another way.</summary>
    public bool IsMatchedByKeyAlone { get; init; }

    /// <summary>Whether the earlier run saved no data of the row because it was too long for the journal.</summary>
    public bool IsStoredOmitted { get; init; }

    /// <summary>The ID of the record, if the row is completed; 0 if missing.</summary>
    public long Id { get; init; }

    /// <summary>The records of equal rows that are done, which therefore are not the record of this one; only for a row that may be done.</summary>
    public IReadOnlyList<long> Taken { get; init; } = [];

    /// <summary>Whether the row itself gives a secret, which its hash does not cover.</summary>
    public bool HasSecret { get; init; }

    internal ulong Hash { get; init; }

    // The position of the saved data in the file.
    internal (long Offset, int Length) Stored { get; init; }
}
