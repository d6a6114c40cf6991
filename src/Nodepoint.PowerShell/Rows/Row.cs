using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Rows;

/// <summary>One row of a command: its output, messages, error, and outcome, until they are written.</summary>
/// <param name="target">The row, as the error's target.</param>
internal sealed class Row(object? target) : IWriteLog
{
    private static readonly List<object> NoOutput = [];
    private static readonly List<string> NoLines = [];

    private List<object>? _output;
    private List<string>? _warnings;
    private List<string>? _verbose;

    /// <inheritdoc/>
    public bool MayBeDone => Entry?.Earlier is JournalState.Sending or JournalState.Unknown;

    /// <inheritdoc/>
    public IReadOnlyList<PlannedCall> Unfinished => MayBeDone ? Journal!.UnfinishedOf(Entry!) : [];

    /// <inheritdoc/>
    public bool IsStopped => NoNewSteps.IsCancellationRequested;

    /// <summary>Is canceled when the command is stopped, while what is in flight still has time.</summary>
    public CancellationToken NoNewSteps { get; set; }

    public object? Target { get; } = target;

    /// <summary>The panel that the row is about. A row that is refused before anything is read has none.</summary>
    public CommandPanel Panel { get; init; } = null!;

    /// <summary>The row's place in the input, for messages; null for none.</summary>
    public string? Place { get; set; }

    /// <summary>The row's natural key, for messages; empty if it is not known.</summary>
    public string Key { get; init; } = "";

    public IReadOnlyList<object> Output => _output ?? NoOutput;

    public IReadOnlyList<string> Warnings => _warnings ?? NoLines;

    public IReadOnlyList<string> VerboseLines => _verbose ?? NoLines;

    public JournalState Outcome { get; set; }

    public ErrorRecord? Error { get; set; }

    /// <summary>The journal; null for none.</summary>
    public RowJournal? Journal { get; init; }

    /// <summary>The row's entry in the journal; null for none.</summary>
    public JournalRow? Entry { get; init; }

    /// <summary>Values of the row that look like passwords, which its error must not show; null for none.</summary>
    public IReadOnlyList<string>? Hidden { get; init; }

    /// <summary>The row's parameters, for the journal.</summary>
    public ReadOnlyMemory<byte> Given { get; init; }

    /// <summary>The row's follow-up calls, for the journal; empty for none.</summary>
    public ReadOnlyMemory<byte> FollowUps { get; private set; }

    /// <summary>The row's turn among the rows that change the same record; null if the order does not matter.</summary>
    public RowTurn? Turn { get; set; }

    /// <summary>Whether the panel was checked for what an earlier run may have done.</summary>
    public bool IsChecked { get; private set; }

    /// <summary>Whether a call of the row may have been sent, so that an unexpected error leaves its outcome open.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The ID of its record on the panel; 0 for none.</summary>
    public long Id { get; private set; }

    /// <summary>What the journal stores of the record, so that a later run can return it.</summary>
    public ReadOnlyMemory<byte> Stored { get; private set; }

    /// <summary>What -WhatIf shows for the row, one line for each step; null if it is not a preview.</summary>
    public (string What, IReadOnlyList<string> Actions)? Preview { get; set; }

    /// <summary>The same row without what an earlier run has done, if that is done.</summary>
    public Row Again() => Entry is not { Earlier: JournalState.Done } done ? this
        : new Row(Target) { Panel = Panel, Key = Key, Journal = Journal, Entry = done with { Earlier = JournalState.None }, Given = Given, Hidden = Hidden };

    /// <inheritdoc/>
    public bool TryClaim(long id) => Entry is null || Journal!.TryClaim(Entry, id);

    /// <inheritdoc/>
    public void MarkChecked() => IsChecked = true;

    /// <inheritdoc/>
    public void MarkSent() => IsSent = true;

    /// <summary>Writes an object to the pipeline, which then belongs to the panel of the row.</summary>
    /// <param name="value">The object.</param>
    public void Write(object value)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case PanelObject { ReadFrom.Connection: null } record: record.ReadFrom = new PanelOrigin(Panel.Connection); break;
            case IPanelResult result: result.Origin = new PanelOrigin(Panel.Connection); break;
        }

        (_output ??= new(1)).Add(value);
    }

    /// <summary>Adds to the records of the output the names of the clients that own them.</summary>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task NameOwnersAsync(CancellationToken cancel)
    {
        for (var i = 0; i < Output.Count; i++)
            if (Record(Output[i]) is { OwnerName.Name: null } unnamed) await OwnerNames.TryAddAsync(unnamed, Panel.Lookup, cancel).ConfigureAwait(false);
        if (Stored.Length > 2 && Output is [var first, ..] && Record(first) is { OwnerName.Name: { } name }) Stored = StoredOwner.Add(Stored, name);
    }

    // The record, if a client can own it.
    private static PanelObject? Record(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) is PanelObject { HasOwner: true } record ? record : null;

    /// <summary>Forgets what was reported of a plan that is made again.</summary>
    public void Forget() => (_warnings, _verbose) = (null, null);

    /// <inheritdoc/>
    public void Warn(string text) => (_warnings ??= []).Add(text);

    /// <inheritdoc/>
    public void Verbose(string text) => (_verbose ??= new(1)).Add(text);

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyCollection<PlannedCall> calls)
    {
        if (Entry is null || calls.Count == 0) return Task.CompletedTask;
        FollowUps = PlannedCalls.Write(calls);
        return Journal!.SendingAsync(this);
    }

    /// <summary>Sets what the journal stores of the record.</summary>
    /// <param name="id">The record's ID.</param>
    /// <param name="stored">Serializes the record without secrets; not called without a journal.</param>
    public void Keep(long id, Func<ReadOnlyMemory<byte>>? stored = null)
    {
        Id = id;
        if (Entry is not null && stored is not null) Stored = stored();
    }
}
