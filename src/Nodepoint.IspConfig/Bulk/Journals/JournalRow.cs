namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>A row of a command as a journal knows it.</summary>
/// <param name="Number">Its number in the journal, from 1.</param>
/// <param name="Key">Its natural key.</param>
/// <param name="Earlier">What an earlier run has left it as; <see cref="JournalState.None"/> for a row that is new.</param>
public sealed record JournalRow(int Number, string Key, JournalState Earlier)
{
    /// <summary>Whether the row gives the same as it did in the earlier run.</summary>
    public bool IsSame { get; init; } = true;

    /// <summary>The panel's number of the record, where the row is done; 0 where there is none.</summary>
    public long Id { get; init; }

    internal ulong Hash { get; init; }

    // Where what is known of the stored record stands in the file.
    internal (long Offset, int Length) Stored { get; init; }
}
