using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.State;

/// <summary>The differences that make a panel what a state says, as rows of a command: each after those that it needs.</summary>
internal sealed class StateRows
{
    // The part of a row's subject that stands for the records of a zone.
    private const string Records = "records";

    private readonly RowRunner? _runner;
    private readonly string _parameter;
    private readonly StateImporter _importer;
    private readonly StateFilter _filter;
    private readonly StateSource[] _sides;
    private readonly Lazy<HashSet<string>> _different;
    private string _row = "";

    /// <summary>Creates the rows.</summary>
    /// <param name="runner">Works on the rows; null if they are only checked.</param>
    /// <param name="parameter">The parameter that stands for a row in the journal.</param>
    /// <param name="importer">Plans and applies the differences.</param>
    /// <param name="differences">All differences.</param>
    /// <param name="filter">What was compared.</param>
    /// <param name="sides">The states that were compared; the first one is applied to the other.</param>
    public StateRows(RowRunner? runner, string parameter, StateImporter importer, IEnumerable<StateDifference> differences, StateFilter filter, params StateSource[] sides)
    {
        (_runner, _parameter, _importer, _filter, _sides) = (runner, parameter, importer, filter, sides);
        // Only a journal asks for them.
        _different = new(() => [.. differences.SelectMany(SubjectsOf)]);
        if (runner is null) return;
        // An object is the same row in every run, and no object of the input.
        runner.HasPlaces = false;
        runner.Specified = () => [new(_parameter, _row)];
        runner.Missing = Missing;
    }

    /// <summary>What is done with a change that was applied, such as writing it; null for nothing.</summary>
    public Action<Row, StateChange>? Applied { get; init; }

    /// <summary>What is done with the subject of a row whose changes were all applied; null for nothing.</summary>
    public Action<string>? Completed { get; init; }

    /// <summary>What the records of a zone are made to be, for -Confirm.</summary>
    public required string RecordsAction { get; init; }

    /// <summary>Applies differences.</summary>
    /// <param name="differences">The differences.</param>
    /// <param name="panel">The panel.</param>
    public void Apply(IReadOnlyCollection<StateDifference> differences, CommandPanel panel)
    {
        foreach (var stage in _importer.Stages(differences))
        {
            // What the objects before have changed must not be answered from memory.
            _runner!.Drain();
            Begin(panel, stage.Differences.Count);
            foreach (var difference in stage.Differences)
            {
                _row = EntryOf(difference).Identity;
                _runner.Run(WorkOf(difference, stage.IsOfRecords));
            }
        }

        _runner?.Drain();
    }

    /// <summary>Plans differences and makes the checks of the real run, each as if those before it were applied. Nothing is sent.</summary>
    /// <param name="all">The differences.</param>
    /// <param name="panel">A preview of the panel.</param>
    /// <param name="inFlight">How many requests are in flight at the same time.</param>
    /// <param name="isExpected">Whether an exception says why a difference cannot be applied.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The differences that cannot be applied, and why, in their order.</returns>
    public async Task<IReadOnlyList<(StateDifference Difference, Exception Problem)>> CheckAsync(IReadOnlyCollection<StateDifference> all, CommandPanel panel, int inFlight, Func<Exception, bool> isExpected, CancellationToken cancel)
    {
        var problems = new List<(StateDifference, Exception)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, inFlight), CancellationToken = cancel };
        var previews = new RowPreviews();
        foreach (var stage in _importer.Stages(all))
        {
            Begin(panel, stage.Differences.Count);
            // What is wrong with a zone is said once.
            var differences = stage.Differences.Where(difference => !stage.IsOfRecords || !problems.Exists(one => one.Item1 == difference)).ToArray();
            var found = new Exception?[differences.Length];
            // Those that are begun are ended in order, so the one that the others wait for is always among them.
            var rows = differences.Select((difference, at) => (At: at, Row: new Row(difference) { Panel = panel }, Preview: previews.Next(WorkOf(difference, stage.IsOfRecords)))).ToArray();
            await Parallel.ForEachAsync(rows, options, async (one, token) =>
            {
                try { await one.Preview(one.Row, token).ConfigureAwait(false); }
                catch (Exception problem) when (isExpected(problem)) { found[one.At] = problem; }
            }).ConfigureAwait(false);
            problems.AddRange(differences.Zip(found).Where(one => one.Second is not null).Select(one => (one.First, one.Second!)));
        }

        return problems;
    }

    /// <summary>What the versions of the two sides do not have in common, in words. Complete after <see cref="Apply"/>.</summary>
    /// <param name="panel">The panel that was written to.</param>
    public IEnumerable<string> Notices(CommandPanel panel)
    {
        if (_importer.LeftOut.ToArray() is { Length: > 0 } leftOut) yield return $"Panel '{panel.Connection.Name}' does not have these members, so they are left out: {string.Join(", ", leftOut)}.";
        if (_importer.Defaulted.ToArray() is { Length: > 0 } defaulted) yield return $"{_sides[0].Title.Capitalized()} does not have these members, so they have their defaults on panel '{panel.Connection.Name}': {string.Join(", ", defaulted)}.";
    }

    /// <summary>What a row is about, in a journal.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="ofRecords">Whether it is about the records of a zone.</param>
    public static string SubjectOf(StateDifference difference, bool ofRecords) => $"{(ofRecords ? Records : difference.Noun.Name)}\n{EntryOf(difference).Identity}";

    private static IEnumerable<string> SubjectsOf(StateDifference difference)
    {
        // A zone can differ in its records only, and the other way round.
        if (StateImporter.IsOfObject(difference)) yield return SubjectOf(difference, ofRecords: false);
        if (StateImporter.IsOfRecords(difference)) yield return SubjectOf(difference, ofRecords: true);
    }

    private static StateEntry EntryOf(StateDifference difference) => (difference.After ?? difference.Before)!;

    private void Begin(CommandPanel panel, int count) => _importer.Begin(new PanelLookup(panel.Connection) { Preview = panel.Lookup.Preview }, count);

    private RowWork WorkOf(StateDifference difference, bool ofRecords)
    {
        var entry = EntryOf(difference);
        var what = ofRecords ? $"records of zone {entry.Name.TrimEnd('.')}" : $"{entry.Noun.Title} {entry.Name}";
        return new RowWork(what, what, async (row, cancel) =>
        {
            await (await PlanAsync(row, cancel).ConfigureAwait(false)).CarryOutAsync(row, cancel).ConfigureAwait(false);
            Completed?.Invoke(SubjectOf(difference, ofRecords));
            foreach (var change in difference.Changes.Where(change => ofRecords != (change.Noun == difference.Noun.Name))) Applied?.Invoke(row, change);
        })
        {
            What = what,
            Action = ofRecords ? RecordsAction : difference.Action switch { StateChangeAction.Added => "Create", StateChangeAction.Removed => "Remove", _ => $"Set {string.Join(", ", difference.Changes.Select(change => change.Member).Distinct())}" },
            About = new RowSubject(SubjectOf(difference, ofRecords)),
            IsRepeated = true,
            PlanAsync = async (row, cancel) => (await PlanAsync(row, cancel).ConfigureAwait(false)).Plan,
        };

        Task<StateStep> PlanAsync(Row row, CancellationToken cancel) => ofRecords ? _importer.PlanRecordsAsync(entry, row, cancel) : _importer.PlanAsync(difference, row, cancel);
    }

    // What a run that was killed has sent is no row any more if both sides agree about it: it is done.
    private IEnumerable<MissingRow> Missing(string subject)
    {
        if (_different.Value.Contains(subject) || !IsCompared(subject)) yield break;
        var what = subject.Replace('\n', ' ');
        var work = new RowWork(what, what, static (_, _) => Task.CompletedTask)
        {
            What = what,
            Action = "Finish",
            About = new RowSubject(subject),
            PlanAsync = (_, _) => Task.FromResult<WritePlan>(new PlainPlan(what, "Change nothing")),
            FinishAsync = static (_, _) => Task.FromResult(true),
        };
        yield return new MissingRow(work, [new(_parameter, IdentityOf(subject))]);
    }

    // One that neither side has is gone.
    private bool IsCompared(string subject)
    {
        var name = subject[..subject.IndexOf('\n', StringComparison.Ordinal)];
        var noun = StateNouns.All.FirstOrDefault(noun => name == Records ? noun.IsZone : noun.Name == name);
        if (noun is null) return false;
        var entries = _sides.SelectMany(side => side.Entries(noun)).Where(entry => entry.Identity == IdentityOf(subject)).ToList();
        return entries.Count == 0 ? _filter.Has(noun) : entries.Exists(_filter.Has);
    }

    private static string IdentityOf(string subject) => subject[(subject.IndexOf('\n', StringComparison.Ordinal) + 1)..];
}
