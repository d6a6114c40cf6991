using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>What a write reports while it is planned and carried out, and what is known of it from an earlier run.</summary>
public interface IWriteLog
{
    /// <summary>Whether an earlier run may have sent the write already, so that the panel has to be checked before anything is sent.</summary>
    bool MayBeDone { get; }

    /// <summary>The follow-up calls that an interrupted run has not finished.</summary>
    IReadOnlyList<PlannedCall> Unfinished { get; }

    /// <summary>Records that the panel was checked for what an earlier run may have done: a failure from now on means that the write failed.</summary>
    void MarkChecked();

    /// <summary>Records that a call of the write is going to be sent, so that an unexpected error leaves its outcome open.</summary>
    void MarkSent();

    /// <summary>Claims a record that was found for a write that may have been sent already. Of equal writes, each has a record of its own.</summary>
    /// <param name="id">The record's ID.</param>
    /// <returns>Whether no other write has it.</returns>
    bool TryClaim(long id) => true;

    /// <summary>Whether the command was stopped: a write with several steps finishes the one that is in flight and begins no other.</summary>
    bool IsStopped => false;

    /// <summary>Reports what was done.</summary>
    /// <param name="text">A sentence.</param>
    void Verbose(string text);

    /// <summary>Reports what the user should know.</summary>
    /// <param name="text">What happened, and what to do.</param>
    void Warn(string text);

    /// <summary>Records the follow-up calls before the write is sent, so that they can be finished if the run is interrupted.</summary>
    /// <param name="calls">The calls, which can be sent twice without harm.</param>
    /// <returns>A task that ends when they are recorded.</returns>
    Task RecordAsync(IReadOnlyCollection<PlannedCall> calls);
}
