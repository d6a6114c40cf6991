namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Why a row must not be sent, by what the journal knows.</summary>
internal enum JournalRefusal
{
    /// <summary>It may be sent.</summary>
    None,

    /// <summary>A row about the same record is done with other values.</summary>
    OtherValues,

    /// <summary>A row that comes later, about the same record, is done; this one would undo it.</summary>
    LaterRowDone,

    /// <summary>The row says that it fixes another one, and that one is not failed any more.</summary>
    NotFailed,
}
