namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>The state of a row in a journal.</summary>
public enum JournalState
{
    /// <summary>The row is new.</summary>
    None,

    /// <summary>The row may have been sent, but the command ended before its outcome was known.</summary>
    Sending,

    /// <summary>The row is completed.</summary>
    Done,

    /// <summary>The row was refused, and nothing was changed on the panel.</summary>
    Failed,

    /// <summary>The row was sent, and its outcome could not be determined.</summary>
    Unknown,

    /// <summary>The command was stopped before the row was sent.</summary>
    Withdrawn,

    /// <summary>The row failed or was not sent, and another row that fixes it was sent in its place.</summary>
    Fixed,

    /// <summary>The row failed or was not sent, and a later input does not have it any more.</summary>
    Dropped,
}
