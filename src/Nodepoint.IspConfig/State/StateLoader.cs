using System.Collections.Concurrent;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State;

/// <summary>Fills an empty copy of a panel with a state. Secrets that the state does not have are replaced by ones that nobody knows.</summary>
/// <param name="source">The state.</param>
/// <param name="panel">The copy, with the servers, client templates, and PHP versions of the state.</param>
internal sealed class StateLoader(StateFolder source, PanelConnection panel)
{
    // What the panel has changed when other objects were added is sent again.
    private const int Passes = 2;

    private readonly ConcurrentQueue<StateLoadProblem> _problems = new();

    /// <summary>The number of objects that differed, and were sent or could not be.</summary>
    public int Total { get; private set; }

    /// <summary>The objects that could not be carried over, in no order.</summary>
    public IReadOnlyCollection<StateLoadProblem> Problems => _problems;

    /// <summary>What differs in the copy although nothing was refused.</summary>
    public IReadOnlyList<StateChange> Differences { get; private set; } = [];

    /// <summary>The nouns whose objects have secrets that nobody knows.</summary>
    public IReadOnlyCollection<StateNoun> WithPlaceholders { get; private set; } = [];

    /// <summary>Fills the copy.</summary>
    /// <param name="progress">Counts what is done.</param>
    /// <param name="cancel">Cancels what is in flight.</param>
    /// <exception cref="PanelException">The copy cannot be reached.</exception>
    /// <exception cref="RuleException">A file of the state cannot be read.</exception>
    public async Task RunAsync(StateProgress progress, CancellationToken cancel)
    {
        var placeholders = new HashSet<StateNoun>();
        for (var pass = 1; ; pass++)
        {
            using var target = await PanelSnapshot.ReadAsync(new PanelLookup(panel), StateFilter.All, source.Manifest.IncludesSecrets, "", panel.ThrottleLimit, progress, cancel).ConfigureAwait(false);
            // What only the sandbox has, such as its own settings, stays.
            var differences = new StateComparison(target, source, StateFilter.All).Run(cancel).Where(difference => difference.Action != StateChangeAction.Removed).ToList();
            if (differences.Count == 0 || pass > Passes)
            {
                var failed = _problems.Select(problem => (problem.Entry.Noun, problem.Entry.Identity)).ToHashSet();
                Differences = [.. differences.Where(difference => !failed.Contains((difference.Noun, difference.After!.Identity))).SelectMany(difference => difference.Changes)];
                break;
            }

            _problems.Clear();
            var importer = new StateImporter(source, target, new ZoneSerials(panel), prunes: false) { UsesPlaceholders = !source.Manifest.IncludesSecrets };
            await ApplyAsync(importer, differences, progress, cancel).ConfigureAwait(false);
            placeholders.UnionWith(importer.WithPlaceholders.Keys);
        }

        WithPlaceholders = [.. placeholders.OrderBy(noun => noun.Name, StringComparer.Ordinal)];
    }

    private async Task ApplyAsync(StateImporter importer, List<StateDifference> differences, StateProgress progress, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = panel.ThrottleLimit, CancellationToken = cancel };
        Total += differences.Count;
        progress.Begin("Importing", differences.Sum(StateImporter.CountWork));
        foreach (var stage in importer.Stages(differences))
        {
            importer.Begin(new PanelLookup(panel), stage.Differences.Count);
            await Parallel.ForEachAsync(stage.Differences, options, async (difference, token) =>
            {
                try { await ApplyAsync(importer, difference, stage.IsOfRecords, token).ConfigureAwait(false); }
                catch (Exception problem) when (problem is PanelException or RuleException) { _problems.Enqueue(new StateLoadProblem(difference.After!, problem)); }
                progress.Add();
            }).ConfigureAwait(false);
        }
    }

    private static async Task ApplyAsync(StateImporter importer, StateDifference difference, bool isOfRecords, CancellationToken cancel)
    {
        // Advice about what is on the panel already would be repeated for each object.
        var log = new WriteLog();
        if (isOfRecords)
        {
            var plan = await importer.PlanRecordsAsync(difference.After!, log, cancel).ConfigureAwait(false);
            await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
            return;
        }

        var step = await importer.PlanAsync(difference, log, cancel).ConfigureAwait(false);
        await step.CarryOutAsync(log, cancel).ConfigureAwait(false);
    }
}

/// <summary>An object that could not be carried over to a copy.</summary>
/// <param name="Entry">The object.</param>
/// <param name="Problem">Why: a <see cref="PanelException"/> or a <see cref="RuleException"/>.</param>
internal sealed record StateLoadProblem(StateEntry Entry, Exception Problem);
