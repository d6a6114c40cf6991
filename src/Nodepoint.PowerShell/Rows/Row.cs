using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>One row of a command: its output, messages, error, and outcome, until they are written.</summary>
/// <param name="target">The row, as the error's target.</param>
public sealed class Row(object? target)
{
    private static readonly List<object> NoOutput = [];
    private static readonly List<string> NoLines = [];

    private List<object>? _output;
    private List<string>? _warnings;
    private List<string>? _verbose;

    /// <summary>Whether an earlier run may have sent the row already, so that the panel has to be checked before anything is sent.</summary>
    public bool MayBeDone => Journal?.Earlier is JournalState.Sending or JournalState.Unknown;

    internal object? Target { get; } = target;

    internal IReadOnlyList<object> Output => _output ?? NoOutput;

    internal IReadOnlyList<string> Warnings => _warnings ?? NoLines;

    internal IReadOnlyList<string> VerboseLines => _verbose ?? NoLines;

    internal JournalState Outcome { get; set; }

    internal ErrorRecord? Error { get; set; }

    internal JournalRow? Journal { get; init; }

    // The row's parameters, for the journal.
    internal ReadOnlyMemory<byte> Given { get; init; }

    // The row's follow-up changes, for the journal; empty for none.
    internal ReadOnlyMemory<byte> Plan { get; set; }

    // Whether the panel was checked for what an earlier run may have done.
    internal bool IsChecked { get; private set; }

    // Whether a write of the row may have been sent, so that an unexpected error leaves its outcome open.
    internal bool IsSent { get; private set; }

    internal long Id { get; private set; }

    // What the journal stores of the record, so that a later run can return it.
    internal ReadOnlyMemory<byte> Stored { get; private set; }

    /// <summary>Records that the panel was checked for what an earlier run may have done: a failure from now on means that the row failed.</summary>
    public void MarkChecked() => IsChecked = true;

    internal void MarkSent() => IsSent = true;

    /// <summary>Writes an object to the pipeline.</summary>
    /// <param name="value">The object.</param>
    public void Write(object value) => (_output ??= new(1)).Add(value);

    /// <summary>Writes a warning.</summary>
    /// <param name="text">The warning: what happened, and what to do.</param>
    public void Warn(string text) => (_warnings ??= []).Add(text);

    /// <summary>Writes a verbose message.</summary>
    /// <param name="text">The message.</param>
    public void Verbose(string text) => (_verbose ??= new(1)).Add(text);

    /// <summary>Sets what the journal stores of the record.</summary>
    /// <param name="id">The record's ID.</param>
    /// <param name="stored">Serializes the record without secrets; not called without a journal.</param>
    public void Keep(long id, Func<ReadOnlyMemory<byte>>? stored = null)
    {
        Id = id;
        if (Journal is not null && stored is not null) Stored = stored();
    }
}
