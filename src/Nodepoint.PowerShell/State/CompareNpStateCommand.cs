using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.State;

/// <summary>Compares two states: folders that Export-NpState has written, or panels as they are now.</summary>
/// <remarks>Nothing is sent. Objects are the same if their names are, whatever their IDs. Secrets are compared without being shown.</remarks>
[Cmdlet(VerbsData.Compare, "NpState")]
[OutputType(typeof(StateChange), typeof(StateSummary))]
[Throttled]
public sealed partial class CompareNpStateCommand : PanelCommand
{
    private StateLocation _first = null!;
    private StateLocation? _second;

    /// <summary>The first state: the path of a folder that Export-NpState has written, or a panel.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public object Path { get; set; } = null!;

    /// <summary>The second state: the path of a folder, or a panel. The default is the default panel as it is now, or that of -Panel.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public object? Difference { get; set; }

    /// <summary>Only these: nouns such as NpMailbox, user names of clients with all they own, or zones; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StateNounCompleter))]
    public string[]? Include { get; set; }

    /// <summary>All but these: nouns, clients with all they own, or zones; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StateNounCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>Returns only how many objects of each noun were added, removed, changed, and are equal.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => [];

    // Two states that are named need no default panel.
    private protected override bool UsesPanel => Difference is null;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        _first = StateLocation.Of(this, Path, nameof(Path));
        _second = Difference is null ? null : StateLocation.Of(this, Difference, nameof(Difference));
        if (_second is null) base.BeginCommand();
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        var second = _second ?? new StateLocation(null, Connection);
        var filter = new StateFilter(Include ?? [], Exclude ?? []);
        var bar = new StateProgressBar(this);
        if (!TryRun(Path, cancel => bar.Show(Task.Run(() => OpenAsync(_first, second, filter, bar.Progress, cancel), cancel)), out var states, out var error))
        {
            WriteError(error!);
            return;
        }

        using (states.First)
        using (states.Second)
        {
            var comparison = new StateComparison(states.First, states.Second, filter);
            comparison.Progress = bar.Progress;
            comparison.EveryQuarterSecond = bar.Update;
            using var differences = comparison.Run(StopToken).GetEnumerator();
            while (TryMove(differences))
                if (!Summary) foreach (var change in differences.Current.Changes) WriteObject(change);
            bar.Complete();
            foreach (var warning in Warnings(states.First).Concat(Warnings(states.Second)).Concat(comparison.Notices)) WriteWarning(warning);
            if (Summary) WriteObject(comparison.Summaries, enumerateCollection: true);
        }
    }

    private bool TryMove(IEnumerator<StateDifference> differences)
    {
        try { return differences.MoveNext(); }
        catch (OperationCanceledException) { throw new PipelineStoppedException(); }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            WriteError(PanelErrors.Record(problem, Path));
            return false;
        }
    }

    private static IEnumerable<string> Warnings(StateSource source) => source switch { StateFolder folder => folder.Warnings, PanelSnapshot panel => panel.Warnings, _ => [] };

    // Of a panel, only what can be compared is read: secrets only if the other state has them.
    private async Task<(StateSource First, StateSource Second)> OpenAsync(StateLocation first, StateLocation second, StateFilter filter, StateProgress progress, CancellationToken cancel)
    {
        var folders = new[] { first, second }.Select(one => one.Folder is null ? null : StateFolder.Open(one.Folder, cancel)).ToArray();
        var withSecrets = folders.OfType<StateFolder>().All(folder => folder.Manifest.IncludesSecrets);
        var sources = new StateSource?[2];
        try
        {
            for (var at = 0; at < 2; at++)
            {
                var panel = (at == 0 ? first : second).Panel;
                sources[at] = folders[at] ?? (StateSource)await ReadAsync(panel!, Narrowed(filter, folders), withSecrets, progress, cancel).ConfigureAwait(false);
            }

            return (sources[0]!, sources[1]!);
        }
        catch
        {
            foreach (var source in sources) source?.Dispose();
            throw;
        }
    }

    // The names of clients and zones that only one side has are no mistake.
    private static StateFilter Narrowed(StateFilter filter, StateFolder?[] folders)
        => new([.. StateNouns.All.Where(noun => filter.Has(noun) && folders.OfType<StateFolder>().All(folder => new StateFilter(folder.Manifest.Include, folder.Manifest.Exclude).Has(noun))).Select(noun => noun.Name)], []);

    private Task<PanelSnapshot> ReadAsync(PanelConnection panel, StateFilter filter, bool withSecrets, StateProgress progress, CancellationToken cancel)
        => PanelSnapshot.ReadAsync(new IspConfig.Model.PanelLookup(panel), filter, withSecrets, "", ThrottleLimit?.Count ?? panel.ThrottleLimit, progress, cancel);
}
