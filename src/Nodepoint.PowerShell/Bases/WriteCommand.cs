using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of cmdlets that change many records. Every row has a known outcome, even when the command is interrupted, and a run can be resumed from its journal.</summary>
public abstract class WriteCommand : BulkCommand
{
    private readonly KeyedQueue<object> _subjects = new();
    private RowCounts? _counts;
    private Journal? _journal;
    private string? _path;
    private bool _ended;

    /// <summary>The path of a file that records the outcome of each row. To resume after Ctrl+C, a power failure, or errors, run the same command with the same file: rows that are done are not sent again.</summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>The number of rows in the input, so that the progress bar can show the remaining time.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TotalCount { get; set; }

    /// <summary>The number of the current row in the journal, from Get-NpJournal -Failed, so that a row is recognized after its key was fixed; 0 if it is not known.</summary>
    private protected virtual int RowInJournal => 0;

    /// <inheritdoc/>
    protected override TimeSpan StopTimeout => TimeSpan.FromSeconds(5);

    /// <summary>With a journal, rows also wait for the disk.</summary>
    private protected override int Depth => Journal is null ? base.Depth : 4 * base.Depth;

    /// <summary>The parameters of the current row, by name.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> GivenValues => MyInvocation.BoundParameters!;

    /// <summary>Whether the command ends normally, so that it can still write output.</summary>
    private protected bool IsEnding { get; private set; }

    private RowCounts Counts => _counts ??= new RowCounts(MyInvocation.MyCommand.Name, Connection.Time);

    /// <summary>Works on a row while other rows are in flight, and records its outcome in the journal.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="key">The row's natural key.</param>
    /// <param name="work">The work. It must not use the cmdlet, which runs on another thread.</param>
    /// <param name="restore">Rebuilds the row's output from the journal, if an earlier run has done the row; null if the row has no output.</param>
    /// <param name="subject">The object that the row changes: rows about the same object run one at a time, in order. Null if the order does not matter.</param>
    protected void Enqueue(object? target, string key, Func<Row, CancellationToken, Task> work, Func<long, ReadOnlyMemory<byte>, object?>? restore = null, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Match(target, key) is not { } row)
        {
            Enqueue(new Row(target), InOrder(subject, work), null);
            return;
        }

        if (row.Journal is not { Earlier: JournalState.Done } done)
        {
            // For a row that may be done, the earlier run's entry stays valid until the outcome is known.
            var recorded = row.MayBeDone && row.Journal!.IsSame ? Task.CompletedTask : _journal!.SendingAsync(row.Journal!);
            Enqueue(row, InOrder(subject, async (current, cancel) =>
            {
                await recorded.ConfigureAwait(false);
                await work(current, cancel).ConfigureAwait(false);
            }), RecordOutcomeAsync);
            return;
        }

        ReturnFromJournal(row, done, restore);
        Enqueue(row);
    }

    /// <summary>Reports a row as failed before anything is sent for it.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="key">The row's natural key.</param>
    /// <param name="error">The error.</param>
    protected void Refuse(object? target, string key, ErrorRecord error)
    {
        var row = Match(target, key) ?? new Row(target);
        (row.Error, row.Outcome) = (error, JournalState.Failed);
        // What an earlier run has done, or may have done, stays recorded.
        if (row.Journal is { Earlier: not JournalState.Done } && !row.MayBeDone)
        {
            _ = _journal!.SendingAsync(row.Journal);
            _ = RecordOutcomeAsync(row);
        }

        Enqueue(row);
    }

    /// <summary>Sends a write until its outcome is known. After a lost response, the panel is checked before anything is sent again.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="send">Sends the write.</param>
    /// <param name="check">Checks whether the write was done: its result, or null if it was not.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>The result.</returns>
    protected Task<T> ResolveAsync<T>(Row row, string what, Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<T?>> check, CancellationToken cancel) where T : class
        => new OutcomeResolver(Connection.Time).ResolveAsync(send, check, found => row.Verbose($"{what.Capitalized()}: {found}."), cancel);

    /// <summary>Sends a call, which can be sent twice without harm, until there is a response.</summary>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>How many records the panel changed (1 for true), and how often the call was sent.</returns>
    protected Task<(long Changed, int Sent)> RepeatAsync(Row row, string what, PanelCall call, CancellationToken cancel)
        => RepeatAsync(row, what, token => Connection.CallAsync(call, Changed, token), cancel);

    /// <summary>Sends a write, which can be sent twice without harm, until there is a response.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="send">Sends the write.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>The result, and how often the write was sent.</returns>
    protected Task<(T Answer, int Sent)> RepeatAsync<T>(Row row, string what, Func<CancellationToken, Task<T>> send, CancellationToken cancel)
        => new OutcomeResolver(Connection.Time).RepeatAsync(send, found => row.Verbose($"{what.Capitalized()}: {found}."), cancel);

    /// <summary>Sends a write without a result, which can be sent twice without harm, until there is a response.</summary>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for messages.</param>
    /// <param name="send">Sends the write.</param>
    /// <param name="cancel">Cancels the waits.</param>
    /// <returns>How often the write was sent.</returns>
    protected async Task<int> RepeatAsync(Row row, string what, Func<CancellationToken, Task> send, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(send);
        var (_, sent) = await RepeatAsync(row, what, async token =>
        {
            await send(token).ConfigureAwait(false);
            return true;
        }, cancel).ConfigureAwait(false);
        return sent;
    }

    /// <summary>The follow-up changes of a row that an interrupted run has not finished.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The changes, with their calls.</returns>
    protected IReadOnlyList<RestorationItem> PendingItems(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.MayBeDone ? RowPlan.Read(_journal!.StoredOf(row.Journal!)) : [];
    }

    /// <summary>Records the follow-up changes of a row in the journal, so that the next run makes them if this one is interrupted.</summary>
    /// <param name="row">The row.</param>
    /// <param name="items">The changes, with their calls, which can be sent twice without harm.</param>
    /// <returns>A task that ends when it is recorded.</returns>
    protected Task PlanAsync(Row row, IReadOnlyCollection<RestorationItem> items)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(items);
        if (row.Journal is null || items.Count == 0) return Task.CompletedTask;
        row.Plan = RowPlan.Write(items);
        return _journal!.SendingAsync(row.Journal, row.Plan);
    }

    /// <summary>Records in the journal that a zone's serial has to be raised.</summary>
    /// <param name="zone">The zone's ID.</param>
    /// <param name="origin">The zone's name.</param>
    /// <returns>A task that ends when it is recorded.</returns>
    protected Task NoteDueAsync(long zone, string origin) => _journal?.RecordPendingSerialAsync(zone, origin) ?? Task.CompletedTask;

    /// <summary>Records in the journal that a zone's serial was raised.</summary>
    /// <param name="zone">The zone's ID.</param>
    /// <param name="origin">The zone's name.</param>
    protected void RecordRaisedSerial(long zone, string origin) => _journal?.RecordRaisedSerialAsync(zone, origin);

    /// <summary>The zones whose serials an earlier run has not raised.</summary>
    protected IEnumerable<KeyValuePair<long, string>> DueSerials => _journal?.DueSerials ?? [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        IsEnding = true;
        try { Finish(); }
        finally { IsEnding = false; }
        _ended = true;
        // Nothing is reported as done before it is on the disk.
        try { _journal?.EndAsync().GetAwaiter().GetResult(); }
        catch (JournalException problem) { ThrowTerminatingError(PanelErrors.Of(problem)); }
        if (JournalNotices.MatchedByKey(_journal) is { } notice) WriteWarning(notice);
        if (Counts.Count == 0) return;
        WriteProgress(Counts.Completed());
        WriteInformation(Counts.Summary(stopped: false, _path), ["Nodepoint"]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
            if (_ended || _counts is not { } counts) return;
            if (JournalNotices.MatchedByKey(_journal) is { } notice) WarnAtEnd(notice);
            Finish();
            // The pipeline accepts no more output, so the summary goes to the host.
            Host?.UI?.WriteProgress(0, counts.Completed());
            if (_path is not null || counts.Count > 1) Host?.UI?.WriteLine(counts.Summary(stopped: true, _path));
        }
        finally { _journal?.Dispose(); }
    }

    /// <summary>Writes a warning at the end of the command, even when it was stopped.</summary>
    /// <param name="text">The warning: what happened, and what to do.</param>
    protected void WarnAtEnd(string text)
    {
        if (IsEnding) WriteWarning(text);
        else Host?.UI?.WriteWarningLine(text);
    }

    /// <summary>Does what remains when no row is in flight any more, even when the command was stopped.</summary>
    protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    private protected override void Emit(Row row)
    {
        Counts.Add(row);
        if (Counts.Progress(TotalCount > 0 ? TotalCount : _journal?.Total) is { } progress) WriteProgress(progress);
        base.Emit(row);
    }

    /// <inheritdoc/>
    private protected override void Drop(Row row)
    {
        base.Drop(row);
        Counts.Add(row);
    }

    // The place is taken here, on the pipeline's thread, so that rows keep the order of the input.
    private Func<Row, CancellationToken, Task> InOrder(string? subject, Func<Row, CancellationToken, Task> work)
    {
        if (subject is null) return work;
        var place = _subjects.Join(subject);
        return async (row, cancel) =>
        {
            using (place)
            {
                await place.WaitAsync(cancel).ConfigureAwait(false);
                await work(row, cancel).ConfigureAwait(false);
            }
        };
    }

    private Row? Match(object? target, string key)
    {
        _ = Counts;
        if (Journal is null) return null;
        try
        {
            _journal ??= Open();
            var given = RowContent.Of(GivenValues);
            return new Row(target) { Journal = _journal.Match(key, given, RowInJournal), Given = given };
        }
        catch (JournalException problem)
        {
            _path = null;
            ThrowTerminatingError(PanelErrors.Of(problem));
            throw;
        }
    }

    private Journal Open()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Journal);
        try
        {
            var journal = Nodepoint.IspConfig.Bulk.Journals.Journal.Open(path, MyInvocation.MyCommand.Name, Connection.Uri, ContentVersion.Of(MyInvocation.MyCommand), Connection.Time);
            if (journal.WasShared) WriteVerbose(JournalNotices.Restricted(path));
            // Only a journal that can be used is named in the summary.
            _path = path;
            return journal;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"Cannot open journal '{path}': {problem.Message}", problem);
        }
    }

    private void ReturnFromJournal(Row row, JournalRow done, Func<long, ReadOnlyMemory<byte>, object?>? restore)
    {
        if (!done.IsSame)
        {
            row.Outcome = JournalState.Failed;
            row.Error = PanelErrors.Record(new PanelException(FaultKind.Conflict, MyInvocation.MyCommand.Name, $"'{done.Key}' was done by an earlier run with other values. Change it with its Set cmdlet, or use another file with -Journal."), row.Target);
            return;
        }

        row.Outcome = JournalState.Done;
        row.Verbose($"'{done.Key}' was done by an earlier run; nothing was sent.");
        if (restore is null) return;
        // A run without -PassThru has recorded no output.
        if (done.IsStoredOmitted) row.Warn($"The output of '{done.Key}' is not in the journal, because it is too long. Use its Get- cmdlet.");
        else if (_journal!.StoredOf(done) is not { IsEmpty: false } stored) row.Verbose($"The output of '{done.Key}' is not in the journal, because the earlier run did not return it.");
        else if (restore(done.Id, stored) is { } value) row.Write(value);
    }

    // Some functions return true where others return a count.
    private static long Changed(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True ? 1 : PanelValue.Number(ref reader);

    // After the row has left the window of requests, so that the next one is sent while this one waits for the disk.
    private Task RecordOutcomeAsync(Row row) => row.Outcome switch
    {
        JournalState.Done => _journal!.DoneAsync(row.Journal!, row.Id, row.Stored),
        JournalState.Withdrawn => row.MayBeDone ? Task.CompletedTask : _journal!.WithdrawnAsync(row.Journal!),
        _ => _journal!.RecordFailureAsync(row.Journal!, row.Outcome, row.Error?.FullyQualifiedErrorId ?? "Stopped", row.Error?.ErrorDetails?.Message ?? row.Error?.Exception.Message ?? "The command was stopped while the row was in flight.", row.Outcome == JournalState.Unknown && !row.Plan.IsEmpty ? row.Plan : row.Given),
    };
}
