using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>One row under way, and what there is to say of it when its turn has come.</summary>
/// <param name="target">The row, for errors.</param>
public sealed class Row(object? target)
{
    private static readonly List<object> Nothing = [];
    private static readonly List<string> Silence = [];

    private List<object>? _output;
    private List<string>? _warnings;
    private List<string>? _verbose;

    /// <summary>Whether an earlier run may have sent it already: what is there has to be looked at before anything is sent.</summary>
    public bool MayBeDone => Journal?.Earlier is JournalState.Sending or JournalState.Unknown;

    internal object? Target { get; } = target;

    internal IReadOnlyList<object> Output => _output ?? Nothing;

    internal IReadOnlyList<string> Warnings => _warnings ?? Silence;

    internal IReadOnlyList<string> VerboseLines => _verbose ?? Silence;

    internal JournalState Outcome { get; set; }

    internal ErrorRecord? Error { get; set; }

    internal JournalRow? Journal { get; init; }

    // What the row gives, for the journal.
    internal ReadOnlyMemory<byte> Given { get; init; }

    // What has to follow the row's change; empty for nothing.
    internal ReadOnlyMemory<byte> Plan { get; set; }

    // Whether the panel has been looked at for what an earlier run may have done.
    internal bool IsLookedAt { get; private set; }

    internal long Id { get; private set; }

    // What the journal keeps of the record, so that it can be emitted again.
    internal ReadOnlyMemory<byte> Stored { get; private set; }

    /// <summary>Notes that the panel has been looked at for what an earlier run may have done: what fails from now on failed.</summary>
    public void LookedAt() => IsLookedAt = true;

    /// <summary>Gives an object to the pipeline.</summary>
    /// <param name="value">The object.</param>
    public void Write(object value) => (_output ??= new(1)).Add(value);

    /// <summary>Warns of something.</summary>
    /// <param name="text">What to know, and what to do.</param>
    public void Warn(string text) => (_warnings ??= []).Add(text);

    /// <summary>Tells what was decided, for -Verbose.</summary>
    /// <param name="text">What was decided.</param>
    public void Verbose(string text) => (_verbose ??= new(1)).Add(text);

    /// <summary>Notes what the journal keeps of the record.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="stored">Writes it as JSON without secrets; not called where there is no journal.</param>
    public void Keep(long id, Func<ReadOnlyMemory<byte>>? stored = null)
    {
        Id = id;
        if (Journal is not null && stored is not null) Stored = stored();
    }
}
