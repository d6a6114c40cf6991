namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>A row of a command in a journal.</summary>
/// <param name="Number">The row's number in the journal, from 1.</param>
/// <param name="Key">The natural key.</param>
/// <param name="Earlier">The state from an earlier run; <see cref="JournalState.None"/> for a new row.</param>
internal sealed record JournalRow(int Number, string Key, JournalState Earlier)
{
    /// <summary>Whether the row has the same values as in the earlier run, as far as they can be compared: see <see cref="IsMatchedByKeyAlone"/>.</summary>
    public bool IsSame { get; init; } = true;

    /// <summary>Whether only the key is known to be the same, because the earlier run wrote the values of rows in another way.</summary>
    public bool IsMatchedByKeyAlone { get; init; }

    /// <summary>Whether the earlier run saved no data of the row because it was too long for the journal.</summary>
    public bool IsStoredOmitted { get; init; }

    /// <summary>The ID of the record, if the row is completed; 0 if missing.</summary>
    public long Id { get; init; }

    internal ulong Hash { get; init; }

    // The position of the saved data in the file.
    internal (long Offset, int Length) Stored { get; init; }
}
