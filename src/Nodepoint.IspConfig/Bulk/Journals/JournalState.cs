namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>What a journal knows of a row.</summary>
public enum JournalState
{
    /// <summary>Nothing: the row was not met before.</summary>
    None,

    /// <summary>It may have been sent, and nothing was heard since: the command was killed.</summary>
    Sending,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was refused, and nothing was changed on the panel.</summary>
    Failed,

    /// <summary>It was sent, and it could not be found out whether it was done.</summary>
    Unknown,

    /// <summary>The command was stopped before it was sent.</summary>
    Withdrawn,
}
