using System.Collections.Concurrent;
using System.Management.Automation;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.ChangeLogs;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// Works on many rows of a command at the same time. The output keeps the order of the input, every row has a known outcome even when the command
/// is interrupted, and with a journal the run can be resumed.
/// </summary>
internal sealed class RowRunner : IDisposable
{
    // How many rows may wait for their turn in the output, for each row in flight. With a journal, rows also wait for the disk.
    private const int Depth = 8;
    private const int DepthWithJournal = 32;

    // Auto seldom finds that more requests in flight are better, and each row held costs memory.
    private const int AutoCapacity = 64;

    // Whether rows of a cmdlet have passwords.
    private static readonly ConcurrentDictionary<Type, bool> Secretive = new();

    private static readonly TimeSpan LockoutInterval = TimeSpan.FromSeconds(1);
    /// <summary>The key of a row that cannot be read.</summary>
    public const string UnreadableRow = "a row that cannot be read";

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _noNewRows = new();
    private readonly KeyedQueue<object> _subjects = new();
    private readonly RowOrder _order = new();
    private readonly RowPreviews _previews = new();
    private readonly List<Action<RowReport, CancellationToken>> _listeners = [];
    private readonly Dictionary<PanelConnection, IDisposable> _observations = [];
    private readonly PanelCommand _command;
    private readonly IJournaled? _options;
    private readonly bool _hasSecrets;
    private OrderedWindow<Row>? _window;
    private ConcurrencyLimit _limit = null!;
    private AdaptiveLimit? _adaptive;
    private RowJournal? _journal;
    private PanelConnection? _journaled;
    private RowReport? _report;
    private bool _isLockoutSaid;
    private bool _isStopped;
    private bool _ended;
    private long _rows;

    public RowRunner(PanelCommand command)
    {
        _command = command;
        _options = command as IJournaled;
        IsWriting = _options is not null;
        _hasSecrets = Secretive.GetOrAdd(command.GetType(), RowsHaveSecrets);
        Specified = () => command.MyInvocation.BoundParameters!;
        Token = () => command.MyInvocation.BoundParameters.TryGetValue("InputObject", out var row) && row is PSObject ? ((PSObject)row).Properties[FailedRows.Token]?.Value as string : null;
    }

    /// <summary>The number of requests in flight at the same time; with Auto, the one it starts with.</summary>
    public int Limit => FixedLimit ?? AdaptiveLimit.First;

    /// <summary>The parameters of the current row, by name, for the journal.</summary>
    public Func<IEnumerable<KeyValuePair<string, object?>>> Specified { get; set; }

    /// <summary>What the current row says about the failed row that it fixes, from Get-NpJournal -Failed; null for nothing.</summary>
    public Func<string?> Token { get; set; }

    /// <summary>Makes the rows again that are about a subject, with the parameters of the command line: for rows that an earlier run may have sent, and that the panel does not list any more. Null if the rows do not come from the panel.</summary>
    public Func<string, IEnumerable<MissingRow>>? Missing { get; set; }

    /// <summary>The journal, once a row has opened it; null for none.</summary>
    public RowJournal? Journal => _journal;

    /// <summary>Whether rows write, so that a stop waits for their outcome and what is due at the end is done. Rows of a command with a journal do.</summary>
    public bool IsWriting { get; set; }

    /// <summary>The number of rows, for the progress; null if it is not known.</summary>
    public int? Total
    {
        get => Report.Total;
        set => Report.Total = value;
    }

    // Null adapts to the panel.
    private int? FixedLimit => _command is IThrottled { ThrottleLimit: { } limit } ? limit.Count : _command.AnyConnection?.ThrottleLimit ?? 1;

    private OrderedWindow<Row> Window => _window ??= OpenWindow();

    private RowReport Report => _report ??= new RowReport(_command, new RowCounts(_command.MyInvocation.MyCommand.Name, _command.AnyConnection?.Time ?? TimeProvider.System)) { Total = _options?.TotalCount is > 0 and var total ? total : null };

    /// <summary>Adds what is done when no row is in flight any more, even when the command was stopped.</summary>
    /// <param name="finish">Does it; it gets the report for its warnings, and a token that is canceled when the command is stopped.</param>
    public void AtEnd(Action<RowReport, CancellationToken> finish) => _listeners.Add(finish);

    /// <summary>Reads something for a row while other rows are in flight.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="work">The work. It must not use the cmdlet, which runs on another thread.</param>
    public void Read(object? target, Func<Row, CancellationToken, Task> work)
    {
        if (_command.TryUsePanel(target, out var panel, out var error)) Read(target, panel, work);
        else Refuse(new Row(target), error!);
    }

    /// <summary>Reads something from a panel while other rows are in flight.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="work">The work. It must not use the cmdlet, which runs on another thread.</param>
    public void Read(object? target, CommandPanel panel, Func<Row, CancellationToken, Task> work) => Add(new Row(target) { Panel = panel }, work, null);

    /// <summary>Does the work of a row while other rows are in flight, if the user agrees and no earlier run has done it.</summary>
    /// <param name="work">The work.</param>
    public void Run(RowWork work)
    {
        if (!_command.TryUsePanel(work.Target, out var panel, out var error))
        {
            Refuse(work.Target, work.Key, error!);
            return;
        }

        if (_command.IsWhatIf)
        {
            Preview(work, panel);
            return;
        }

        if (_journaled is { } journaled && journaled.Uri != panel.Connection.Uri)
        {
            Refuse(work.Target, work.Key, PanelErrors.Record(new RuleException(Rule.WrongPanel, $"'{work.Key}' is on panel '{panel.Connection.Name}', but the journal belongs to panel '{journaled.Name}'. Use one command with its own -Journal for each panel."), work.Target));
            return;
        }

        var row = Match(work.Target, work.Key, panel, work.About);
        if (work.IsRepeated) row = row.Again();
        if (_journal?.TryReturn(row, work) == true)
        {
            row.NameOwnersAsync(_command.StopToken).GetAwaiter().GetResult();
            Add(row);
            return;
        }

        if (!TryDescribe(work, row, out var what, out var action, out var isEmpty)) return;
        // Where the work finds out what is left to do, nobody is asked about nothing.
        if (!(isEmpty && work.IsRepeated) && !_command.IsAgreed(what, action, panel))
        {
            row.Outcome = JournalState.Withdrawn;
            _journal?.RecordUnsent(row);
            Add(row);
            return;
        }

        work.Ahead?.Invoke();
        var carryOut = InOrder(work, work.CarryOutAsync);
        if (_journal is not { } journal)
        {
            Add(row, carryOut, null);
            return;
        }

        var recorded = journal.BeginAsync(row, work.IsRepeatable);
        Add(row, async (current, cancel) =>
        {
            await recorded.ConfigureAwait(false);
            if (!work.IsRepeatable) await journal.StartAsync(current).ConfigureAwait(false);
            await carryOut(current, cancel).ConfigureAwait(false);
        }, journal.RecordOutcomeAsync);
    }

    /// <summary>Reports a row as failed before anything is sent for it.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="key">The row's natural key.</param>
    /// <param name="error">The error.</param>
    /// <param name="about">What the row is about, for its journal; null if its key says it.</param>
    public void Refuse(object? target, string key, ErrorRecord error, RowSubject? about = null)
        => Refuse(_command.IsWhatIf || (_journal is null && _command.AnyConnection is null) ? new Row(target) { Key = key } : Match(target, key, null, about), error);

    /// <summary>Waits for something else than the panel without the slot of the current row, so that other rows run in the meantime. Only for work that says that it pauses.</summary>
    /// <param name="wait">What it waits for.</param>
    /// <returns>A task that ends when the row has a slot again, with the outcome of the wait.</returns>
    public async Task PauseAsync(Task wait)
    {
        _limit.Release();
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _limit.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await wait.ConfigureAwait(false);
    }

    /// <summary>Waits for the rows in flight and writes their output, so that the rows after it find what they have done.</summary>
    public void Drain()
    {
        while (_window is { IsEmpty: false } window) Emit(Take(window));
    }

    /// <summary>Waits for the rows in flight, writes their output, and does what is due at the end.</summary>
    public void End()
    {
        Drain();
        if (!IsWriting) return;
        Report.CanWrite = true;
        try
        {
            FinishMissing();
            foreach (var finish in _listeners) finish(Report, _command.StopToken);
            // What remains is finished when the command is disposed.
            if (_command.StopToken.IsCancellationRequested) throw new PipelineStoppedException();
        }
        finally { Report.CanWrite = false; }

        _ended = true;
        // Nothing is reported as done before it is on the disk.
        try { _journal?.End(); }
        catch (JournalException problem) { _command.ThrowTerminatingError(PanelErrors.Of(problem)); }
        foreach (var notice in _journal?.Notices ?? []) _command.WriteWarning(notice);
        if (_options is not null) Report.End();
    }

    /// <summary>Stops because the user pressed Ctrl+C; the summary is then shown.</summary>
    public void StopByUser()
    {
        _isStopped = true;
        Stop();
    }

    /// <summary>Starts no more rows, and cancels those in flight: at once if they only read, otherwise after a short wait for their outcome.</summary>
    public void Stop()
    {
        _noNewRows.Cancel();
        _command.StopAfter(IsWriting ? StopTimeout : TimeSpan.Zero);
    }

    /// <summary>Waits for rows in flight when the command ends early, so that their outcome is recorded.</summary>
    public void Dispose()
    {
        try
        {
            if (_window is { IsEmpty: false } window)
            {
                Stop();
                while (!window.IsEmpty) Drop(window);
            }

            foreach (var observation in _observations.Values) observation.Dispose();
            _noNewRows.Dispose();
            if (_ended || !IsWriting || (_options is not null && _report is null)) return;
            foreach (var finish in _listeners) finish(Report, CancellationToken.None);
            // A pipeline that needs no more output ends early too, and says nothing.
            if (_isStopped && _options is not null) Report.Stop();
        }
        finally { _journal?.Dispose(); }
    }

    // What an earlier run has done to an object can be why the panel does not list it any more, so its outcome is looked up.
    private void FinishMissing()
    {
        if (_options?.Journal is not { Length: > 0 } path || _command.IsWhatIf || Missing is null) return;
        // Without any row, the journal is not open yet.
        if (_journal is null && File.Exists(FilePath.Resolve(_command, path, nameof(IJournaled.Journal))) && TryUsePanelOf(path)) OpenJournal(path);
        if (_journal is not { } journal) return;
        foreach (var entry in journal.FindMissingOpen())
        {
            // What the secret of the row was is not known.
            if (entry.HasSecret) continue;
            if (Missing(entry.Subject).FirstOrDefault(one => one.Work.FinishAsync is not null && journal.Has(entry, RowContent.Of(one.Given, SubjectOf(one.Work)).Compared)) is not { Work: var work }) continue;
            var row = journal.Resume(entry, work.Target, _command.Use(_journaled!));
            if (!_command.TryRun(work.Target, cancel => work.FinishAsync!(row, cancel), out var done, out _) || !done) continue;
            journal.Settle(row);
            foreach (var line in row.VerboseLines) _command.WriteVerbose(line);
            foreach (var line in row.Warnings) _command.WriteWarning(line);
        }
    }

    private static RowSubject SubjectOf(RowWork work) => work.About ?? new RowSubject(work.Key);

    // Without any row, its objects do not say which panel it was: that of -Panel or, without it, the one that the journal belongs to.
    private bool TryUsePanelOf(string path)
    {
        if (_command.Panel is null && JournalReport.PanelOf(FilePath.Resolve(_command, path, nameof(IJournaled.Journal))) is { } address)
        {
            if (OpenPanels.OfAddress(address) is not { } connection) return false;
            _command.Use(connection);
            return true;
        }

        return _command.TryUsePanel(null, out _, out _);
    }

    // Under -WhatIf the rows are read for and checked like those of the real run, and what would be done is shown in their order.
    private void Preview(RowWork work, CommandPanel panel)
    {
        Add(new Row(work.Target) { Panel = panel }, _previews.Next(work), null);
    }

    private bool TryDescribe(RowWork work, Row row, out string what, out string action, out bool isEmpty)
    {
        (what, action, isEmpty) = (work.What, work.Action, false);
        if (!_command.IsConfirm) return true;
        var looked = new Row(work.Target) { Panel = _command.ForQuestion(row.Panel) };
        if (!_command.TryRun(work.Target, cancel => CheckAsync(looked, work, cancel), out var plan, out var error))
        {
            Refuse(row, error!);
            return false;
        }

        (what, action, isEmpty) = (plan.Target, plan.Action, plan.IsEmpty);
        return true;
    }

    private static async Task<WritePlan> CheckAsync(Row row, RowWork work, CancellationToken cancel)
    {
        var plan = await RowPreviews.CheckAsync(row, work, cancel).ConfigureAwait(false);
        await plan.ReserveAsync(row, cancel).ConfigureAwait(false);
        return plan;
    }

    private void Refuse(Row row, ErrorRecord error)
    {
        Place(row);
        (row.Error, row.Outcome) = (PanelErrors.Without(RowPlace.Name(error, row.Place, KeyOf(row)), row.Hidden), JournalState.Failed);
        if (row.Entry is not null) _journal!.RecordUnsent(row);
        Add(row);
    }

    private void Add(Row row, Func<Row, CancellationToken, Task> work, Func<Row, Task>? settle)
    {
        Place(row);
        var cancel = _command.StopToken;
        row.NoNewSteps = _noNewRows.Token;
        var window = Window;
        if (_adaptive is { } adaptive && !_observations.ContainsKey(row.Panel.Connection)) _observations.Add(row.Panel.Connection, row.Panel.Connection.Observe(adaptive.Report));
        window.Add(() => RunAsync(row, work, cancel), () => Withdraw(row), settle, _noNewRows.Token);
        EmitDoneRows();
    }

    /// <summary>Skips a row of the input, which counts for the numbers of the rows after it.</summary>
    public void Skip() => _rows++;

    /// <summary>Whether a row stands for one object of the input, so that messages name its place.</summary>
    public bool HasPlaces { get; set; } = true;

    private void Place(Row row)
    {
        if (HasPlaces) row.Place ??= RowPlace.Of(_command.MyInvocation, ++_rows);
    }

    private static string KeyOf(Row row) => row.Key is { Length: > 0 } key && key != UnreadableRow ? key : "";

    // A row that needs no work; its output still keeps the order of the input.
    private void Add(Row row)
    {
        Place(row);
        Window.Add(row);
        EmitDoneRows();
    }

    private void EmitDoneRows()
    {
        while (Window.TryTake(out var row)) Emit(row);
        if (!Window.IsFull) return;
        // Waking up for every single row costs more than the row itself.
        while (Window.IsHalfFull) Emit(Take(Window));
    }

    private void Emit(Row row)
    {
        if (_options is not null && !_command.IsWhatIf) Report.Add(row);
        if (row.Outcome == JournalState.Withdrawn) return;
        foreach (var line in row.VerboseLines) _command.WriteVerbose(line);
        foreach (var line in row.Warnings) _command.WriteWarning(RowPlace.Name(line, row.Place));
        foreach (var value in row.Output) _command.WriteObject(value);
        if (row.Error is { } error) _command.WriteError(_command.StopsOnError ? WithRowsInFlight(error) : error);
        if (row.Preview is not { } preview) return;
        // The text of -WhatIf goes to the host only; the verbose stream can be logged.
        foreach (var action in preview.Actions)
        {
            _command.WriteVerbose($"{preview.What}: {action}");
            _command.ShouldProcess(_command.Describe(preview.What, row.Panel), action);
        }
    }

    // The error is going to end the command: no more rows are started, and those in flight are named with their outcome.
    private ErrorRecord WithRowsInFlight(ErrorRecord error)
    {
        _isStopped = true;
        _noNewRows.Cancel();
        var rows = new List<string>();
        while (_window is { IsEmpty: false } window)
        {
            if (Drop(window) is { Outcome: not JournalState.Withdrawn, Key.Length: > 0 } row)
                rows.Add($"'{row.Key}' {(row.Outcome == JournalState.Failed ? $"failed ({row.Error?.ErrorDetails?.Message ?? row.Error?.Exception.Message})" : row.Outcome == JournalState.Done ? "done" : "unknown")}");
        }

        if (rows.Count == 0) return error;
        var message = error.ErrorDetails?.Message ?? error.Exception.Message;
        return new ErrorRecord(error.Exception, error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject) { ErrorDetails = new ErrorDetails($"{message} Rows that were in flight: {string.Join(", ", rows)}.") };
    }

    private Row Take(OrderedWindow<Row> window)
    {
        try
        {
            while (!window.Wait(LockoutInterval, _noNewRows.Token)) SayLockout();
            return window.Take(_noNewRows.Token);
        }
        catch (OperationCanceledException) when (_noNewRows.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (JournalException problem)
        {
            _command.ThrowTerminatingError(PanelErrors.Of(problem));
            throw;
        }
    }

    // Rows wait for the end of a lockout if the command may have caused it: requests in flight when the session ended.
    private void SayLockout()
    {
        if (_isLockoutSaid || _command.AnyConnection is not { LockedOutFor: { } left } connection) return;
        _isLockoutSaid = true;
        _command.WriteWarning(LockoutText(connection.Name, left));
    }

    /// <summary>What a command says while it waits for the end of a lockout.</summary>
    internal static string LockoutText(string panel, TimeSpan left)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Panel '{panel}' has locked out this computer's address after ten failures. The command waits until the lockout ends, in {left:m\\:ss} minutes at most. Press Ctrl+C to stop it.");

    private Row? Drop(OrderedWindow<Row> window)
    {
        try
        {
            var row = window.Take();
            if (_options is not null && !_command.IsWhatIf) Report.AddSilently(row);
            return row;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Its outcome could not be recorded, and the rows behind it have to be counted.
            if (_options is not null) Report.AddSilently(new Row(null) { Outcome = JournalState.Unknown });
            return null;
        }
    }

    private OrderedWindow<Row> OpenWindow()
    {
        _limit = new ConcurrencyLimit(Limit);
        if (FixedLimit is null) _adaptive = new AdaptiveLimit(_limit);
        return new OrderedWindow<Row>(_limit, (FixedLimit ?? AutoCapacity) * (_options?.Journal is null ? Depth : DepthWithJournal));
    }

    // The place is taken here, on the pipeline's thread, so that rows keep the order of the input.
    private Func<Row, CancellationToken, Task> InOrder(RowWork work, Func<Row, CancellationToken, Task> carryOut)
    {
        if (work.TakesTurns)
        {
            var turn = _order.Next();
            return async (row, cancel) =>
            {
                using (row.Turn = turn) await carryOut(row, cancel).ConfigureAwait(false);
            };
        }

        if (work.Subject is null) return carryOut;
        var place = _subjects.Join(work.Subject);
        return async (row, cancel) =>
        {
            using (place)
            {
                var before = place.WaitAsync(cancel);
                // The row before may have paused, and then needs the slot of this one.
                await (work.Pauses && !before.IsCompleted ? PauseAsync(before) : before).ConfigureAwait(false);
                await carryOut(row, cancel).ConfigureAwait(false);
            }
        };
    }

    // A row that is refused has no panel.
    private Row Match(object? target, string key, CommandPanel? panel, RowSubject? about)
    {
        _ = Report;
        var hidden = _hasSecrets ? Hidden(key) : null;
        if (_options?.Journal is not { } path) return new Row(target) { Panel = panel!, Key = key, Hidden = hidden };
        about ??= new RowSubject(key);
        return OpenJournal(path).Match(target, key, about, RowContent.Of(Specified(), about, hidden), Token(), hidden, Missing is not null && HasSecret(), panel);
    }

    // Rows of records that have passwords come from the same files, also where the cmdlet does not use the passwords.
    private static bool RowsHaveSecrets(Type cmdlet)
    {
        if (cmdlet.GetProperties().Any(parameter => Attribute.IsDefined(parameter, typeof(SecretInputAttribute)))) return true;
        for (var type = cmdlet; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericArguments()[0].GetProperties().Any(member => Attribute.IsDefined(member, typeof(SecretAttribute)))) return true;
        return false;
    }

    // Of the command line, the next run has the same.
    private bool HasSecret() => _hasSecrets && Specified().Any(one => RowContent.IsSecret(one.Value) && !_command.IsTyped(one.Key));

    // Where rows have passwords, one of them may be in a wrong column.
    private List<string>? Hidden(string key)
    {
        List<string>? hidden = null;
        foreach (var (_, value) in Specified())
            foreach (var text in PossibleSecret.TextsOf(value))
                if (PossibleSecret.IsEvident(text)) (hidden ??= []).Add(text);
        if (PossibleSecret.IsEvident(key)) (hidden ??= []).Add(key);
        return hidden;
    }

    private RowJournal OpenJournal(string path)
    {
        _ = Report;
        try { return _journal ??= Open(path); }
        catch (JournalException problem)
        {
            // The same command would be refused again.
            Report.Journal = null;
            _command.ThrowTerminatingError(PanelErrors.Of(problem));
            throw;
        }
    }

    private RowJournal Open(string given)
    {
        var path = FilePath.Resolve(_command, given, nameof(IJournaled.Journal));
        var name = _command.MyInvocation.MyCommand.Name;
        try
        {
            var connection = _command.AnyConnection!;
            var journal = Nodepoint.IspConfig.Bulk.Journals.Journal.Open(path, name, connection.Uri, ContentVersion.Of(_command.MyInvocation.MyCommand), connection.Time);
            _journaled = connection;
            if (journal.WasShared) _command.WriteVerbose(JournalNotices.Restricted(path));
            if (journal.IsOfFirstFormat) _command.WriteVerbose(JournalNotices.FirstFormat(path));
            // Only a journal that can be used is named in the summary.
            Report.Journal = path;
            Report.Total ??= journal.Total;
            return new RowJournal(journal, name);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"Cannot open journal '{path}': {problem.Message}", problem);
        }
    }

    private static Row Withdraw(Row row)
    {
        row.Outcome = JournalState.Withdrawn;
        return row;
    }

    private static async Task<Row> RunAsync(Row row, Func<Row, CancellationToken, Task> work, CancellationToken cancel)
    {
        // Only for this row: what an asynchronous method sets is not seen by its caller.
        if (row.Entry is { Number: var number } && ChangeOrigin.Current is { } origin) ChangeOrigin.Current = origin with { Row = number };
        try
        {
            await work(row, cancel).ConfigureAwait(false);
            await row.NameOwnersAsync(cancel).ConfigureAwait(false);
            row.Outcome = JournalState.Done;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested || row.IsStopped) { row.Outcome = JournalState.Unknown; }
        catch (JournalException) { throw; }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            row.Error = PanelErrors.Without(RowPlace.Name(PanelErrors.Record(problem, row.Target), row.Place, KeyOf(row)), row.Hidden);
            // A failure before the panel was checked, or without a response, does not settle a row that an earlier run may have sent.
            var fault = problem as PanelException;
            var open = fault?.Kind == FaultKind.OutcomeUnknown || (row.MayBeDone && fault?.Kind != FaultKind.Conflict && (!row.IsChecked || fault is { IsUnanswered: true })) || (row.IsSent && !PanelErrors.IsExpected(problem));
            row.Outcome = open ? JournalState.Unknown : JournalState.Failed;
        }

        return row;
    }
}
