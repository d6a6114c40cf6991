using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>A write that was read for and checked, and that can be shown before it is carried out.</summary>
public abstract class WritePlan
{
    /// <summary>What is written: "mailbox anna@example.com".</summary>
    public abstract string Subject { get; }

    /// <summary>What is written as it is now, and how the input named it if that was its ID or a name that it no longer has: "client small (ID 2)".</summary>
    public virtual string Target => Subject;

    /// <summary>What is done with it, and what goes with it, without secrets: "Set Quota from 1 GB to 5 GB".</summary>
    public abstract string Action { get; }

    /// <summary>What is done, step by step, for a preview that shows each step on a line of its own; empty for nothing.</summary>
    public virtual IReadOnlyList<string> Lines => [Action];

    /// <summary>The plan as a sentence: "Mailbox anna@example.com: Set Quota from 1 GB to 5 GB."</summary>
    public string Sentence => $"{Subject.Capitalized()}: {Action}.";

    /// <summary>Whether there is nothing to send.</summary>
    public virtual bool IsEmpty => Calls.Count == 0;

    /// <summary>Whether the panel shows that it is carried out, so that at most what follows it is sent.</summary>
    internal virtual bool IsCarriedOut => IsEmpty;

    /// <summary>The calls, each described in words, in the order in which they are made. Their members may contain secrets.</summary>
    public abstract IReadOnlyList<PlannedCall> Calls { get; }

    /// <summary>What the plan changes, for a preview of the writes after it.</summary>
    internal virtual IEnumerable<PanelCall> Changes => Calls.Select(call => call.Call);

    /// <summary>Makes the checks that otherwise the panel makes, such as for duplicates and limits, so that a preview has the errors of the real run.</summary>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>A task that ends with the checks.</returns>
    /// <exception cref="PanelException">The write would be refused.</exception>
    public async Task VerifyAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        await CheckAsync(log, cancel).ConfigureAwait(false);
        await ReserveAsync(log, cancel).ConfigureAwait(false);
    }

    /// <summary>Makes the checks that do not depend on the other writes of the command.</summary>
    internal virtual Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        // A value that its column cannot hold is refused only when the call is written.
        foreach (var call in Calls)
        {
            using var writer = new Utf8JsonWriter(Stream.Null);
            writer.WriteStartObject();
            call.Call.WriteMembers?.Invoke(writer);
        }

        return Task.CompletedTask;
    }

    /// <summary>Counts the write among those of its command, as if it was carried out. A preview does so in the order of the input.</summary>
    internal virtual Task ReserveAsync(IWriteLog log, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>A write of a record that was read for and checked.</summary>
/// <typeparam name="T">The record's type.</typeparam>
public abstract class WritePlan<T> : WritePlan where T : class
{
    /// <summary>Carries out the plan, until its outcome is known.</summary>
    /// <param name="log">Receives what is done.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or the outcome is unknown.</exception>
    public abstract Task<WriteResult<T>> CarryOutAsync(IWriteLog log, CancellationToken cancel);
}
