using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of cmdlets that change many things: every row has an outcome that is known, also when the command is cut off, and can be gone on with from its journal.</summary>
public abstract class WriteCommand : BulkCommand
{
    private readonly KeyedQueue<object> _subjects = new();
    private RowCounts? _counts;
    private Journal? _journal;
    private string? _path;
    private bool _ended;

    /// <summary>A file that keeps what became of each row. After a power cut, Ctrl+C or failures the same line with the same file goes on where it was: what is done is not sent again.</summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>How many rows there are going to be, so that the progress tells the time that is left.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TotalCount { get; set; }

    /// <summary>Which row of the journal the row under way is, as Get-NpJournal -Failed gives it, so that one is found again whose key was mended; 0 where it does not tell.</summary>
    private protected virtual int RowInJournal => 0;

    /// <inheritdoc/>
    protected override TimeSpan StopTimeout => TimeSpan.FromSeconds(5);

    /// <summary>With a journal, rows wait for the disk as well.</summary>
    private protected override int Depth => Journal is null ? base.Depth : 4 * base.Depth;

    /// <summary>What the row under way gives: each parameter's name and value.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> GivenValues => MyInvocation.BoundParameters!;

    /// <summary>Whether the command comes to its end by itself, so that it can still write.</summary>
    private protected bool IsEnding { get; private set; }

    private RowCounts Counts => _counts ??= new RowCounts(MyInvocation.MyCommand.Name, Connection.Time);

    /// <summary>Works on a row beside others, with an outcome that the journal keeps.</summary>
    /// <param name="target">The row, for errors.</param>
    /// <param name="key">Its natural key.</param>
    /// <param name="work">The work. It must not touch the cmdlet, which runs on another thread.</param>
    /// <param name="restore">Makes what the row emits from what the journal kept, where an earlier run has done it; null where it emits nothing.</param>
    /// <param name="subject">What rows are about that have to go one after the other, in their order; null where that does not matter.</param>
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
            // What an earlier run has noted of a row that may be done holds until it has an outcome.
            var noted = row.MayBeDone && row.Journal!.IsSame ? Task.CompletedTask : _journal!.SendingAsync(row.Journal!);
            Enqueue(row, InOrder(subject, async (one, cancel) =>
            {
                await noted.ConfigureAwait(false);
                await work(one, cancel).ConfigureAwait(false);
            }), SettleAsync);
            return;
        }

        Repeat(row, done, restore);
        Enqueue(row);
    }

    /// <summary>Refuses a row before anything of it is sent.</summary>
    /// <param name="target">The row, for errors.</param>
    /// <param name="key">Its natural key.</param>
    /// <param name="error">What is wrong with it.</param>
    protected void Refuse(object? target, string key, ErrorRecord error)
    {
        var row = Match(target, key) ?? new Row(target);
        (row.Error, row.Outcome) = (error, JournalState.Failed);
        // What an earlier run has done, or may have, is still so whatever is wrong with the row now.
        if (row.Journal is { Earlier: not JournalState.Done } && !row.MayBeDone)
        {
            _ = _journal!.SendingAsync(row.Journal);
            _ = SettleAsync(row);
        }

        Enqueue(row);
    }

    /// <summary>Sends a write until it is known whether it was done: after a lost answer the panel is looked at before anything is sent again.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for people.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="look">Looks whether it was done: what was done, or null where it was not.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What was done.</returns>
    protected Task<T> ResolveAsync<T>(Row row, string what, Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<T?>> look, CancellationToken cancel) where T : class
        => new OutcomeResolver(Connection.Time).ResolveAsync(send, look, found => row.Verbose($"{what}: {found}."), cancel);

    /// <summary>Sends a call that does no harm when it is sent twice until an answer comes.</summary>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for people.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What the panel answered: how many rows it changed, or 1 for yes; and how often it was sent.</returns>
    protected Task<(long Changed, int Sent)> RepeatAsync(Row row, string what, PanelCall call, CancellationToken cancel)
        => RepeatAsync(row, what, token => Connection.CallAsync(call, Changed, token), cancel);

    /// <summary>Sends what does no harm when it is sent twice until an answer comes.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for people.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What the panel answered, and how often it was sent.</returns>
    protected Task<(T Answer, int Sent)> RepeatAsync<T>(Row row, string what, Func<CancellationToken, Task<T>> send, CancellationToken cancel)
        => new OutcomeResolver(Connection.Time).RepeatAsync(send, found => row.Verbose($"{what}: {found}."), cancel);

    /// <summary>Sends what does no harm when it is sent twice, and gives nothing, until an answer comes.</summary>
    /// <param name="row">The row, for -Verbose.</param>
    /// <param name="what">What is written, for people.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>How often it was sent.</returns>
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

    /// <summary>What an earlier run that was cut off has left to follow a row's change.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The things, with their calls.</returns>
    protected IReadOnlyList<RestorationItem> LeftOver(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.MayBeDone ? RowPlan.Read(_journal!.StoredOf(row.Journal!)) : [];
    }

    /// <summary>Notes in the journal what has to follow a row's change, so that it does although the command is cut off in between.</summary>
    /// <param name="row">The row.</param>
    /// <param name="items">The things, with their calls; they do no harm when they are made twice.</param>
    /// <returns>When it is noted.</returns>
    protected Task PlanAsync(Row row, IReadOnlyCollection<RestorationItem> items)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(items);
        if (row.Journal is null || items.Count == 0) return Task.CompletedTask;
        row.Plan = RowPlan.Write(items);
        return _journal!.SendingAsync(row.Journal, row.Plan);
    }

    /// <summary>Notes in the journal that a zone's serial has to be raised.</summary>
    /// <param name="zone">The zone's number.</param>
    /// <param name="origin">Its name.</param>
    /// <returns>When it is noted.</returns>
    protected Task NoteDueAsync(long zone, string origin) => _journal?.DueAsync(zone, origin) ?? Task.CompletedTask;

    /// <summary>Notes in the journal that a zone's serial was raised.</summary>
    /// <param name="zone">The zone's number.</param>
    /// <param name="origin">Its name.</param>
    protected void NoteRaised(long zone, string origin) => _journal?.RaisedAsync(zone, origin);

    /// <summary>The zones whose serials an earlier run has left to be raised.</summary>
    protected IEnumerable<KeyValuePair<long, string>> DueSerials => _journal?.DueSerials ?? [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        IsEnding = true;
        try { Finish(); }
        finally { IsEnding = false; }
        _ended = true;
        // Nothing is told as done that the disk does not hold.
        try { _journal?.EndAsync().GetAwaiter().GetResult(); }
        catch (JournalException problem) { ThrowTerminatingError(PanelErrors.Of(problem)); }
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
            Finish();
            // The pipeline takes nothing any more, so the host is told.
            Host?.UI?.WriteProgress(0, counts.Completed());
            if (_path is not null || counts.Count > 1) Host?.UI?.WriteLine(counts.Summary(stopped: true, _path));
        }
        finally { _journal?.Dispose(); }
    }

    /// <summary>Warns of something at the end of the command, also when it was stopped.</summary>
    /// <param name="text">What to know, and what to do.</param>
    protected void Tell(string text)
    {
        if (IsEnding) WriteWarning(text);
        else Host?.UI?.WriteWarningLine(text);
    }

    /// <summary>What is left to do when no row is under way any more, also when the command was stopped.</summary>
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
            ThrowTerminatingError(PanelErrors.Of(problem));
            throw;
        }
    }

    private Journal Open()
    {
        _path = GetUnresolvedProviderPathFromPSPath(Journal);
        try { return Nodepoint.IspConfig.Bulk.Journals.Journal.Open(_path, MyInvocation.MyCommand.Name, Connection.Uri, Connection.Time); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal {_path} cannot be opened: {problem.Message}", problem);
        }
    }

    private void Repeat(Row row, JournalRow done, Func<long, ReadOnlyMemory<byte>, object?>? restore)
    {
        if (!done.IsSame)
        {
            row.Outcome = JournalState.Failed;
            row.Error = PanelErrors.Record(new PanelException(FaultKind.Conflict, MyInvocation.MyCommand.Name, $"{done.Key} was done by an earlier run with other values. Change it with its Set cmdlet, or give another -Journal."), row.Target);
            return;
        }

        row.Outcome = JournalState.Done;
        row.Verbose($"{done.Key} was done by an earlier run; nothing was sent.");
        if (restore is null) return;
        // A run without -PassThru has kept nothing to emit.
        if (_journal!.StoredOf(done) is not { IsEmpty: false } stored) row.Verbose($"What {done.Key} was after that was not kept, as that run was not to emit it.");
        else if (restore(done.Id, stored) is { } value) row.Write(value);
    }

    // Some functions answer true where others count rows.
    private static long Changed(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True ? 1 : PanelValue.Number(ref reader);

    // Outside the row's place, so that the next one is sent while the disk is waited for.
    private Task SettleAsync(Row row) => row.Outcome switch
    {
        JournalState.Done => _journal!.DoneAsync(row.Journal!, row.Id, row.Stored),
        JournalState.Withdrawn => row.MayBeDone ? Task.CompletedTask : _journal!.WithdrawnAsync(row.Journal!),
        _ => _journal!.NotDoneAsync(row.Journal!, row.Outcome, row.Error?.FullyQualifiedErrorId ?? "Stopped", row.Error?.ErrorDetails?.Message ?? row.Error?.Exception.Message ?? "The command was stopped while it was under way.", row.Outcome == JournalState.Unknown && !row.Plan.IsEmpty ? row.Plan : row.Given),
    };
}
