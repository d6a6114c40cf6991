using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.State;

/// <summary>Makes a panel what a folder of Export-NpState says.</summary>
/// <remarks>The panel is compared with the folder, and one request is sent for each object that differs, in the order in which objects need each other. A second run sends nothing.</remarks>
[Cmdlet(VerbsData.Import, "NpState", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StateChange))]
[Journaled]
public sealed partial class ImportNpStateCommand : PanelCommand
{
    private string _folder = "";
    private ChangeLimit _limit = ChangeLimit.Default;

    /// <summary>The path of the folder that Export-NpState has written.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Only these: nouns such as NpMailbox, user names of clients with all they own, or zones; wildcards are allowed. What they need has to be on the panel already, or included too.</summary>
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

    /// <summary>Removes what the panel has and the folder does not. Without it, nothing is removed.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>How many objects of the panel may be changed and removed at once: a number such as 10, or a percentage of its objects such as 50%. The default is 30%; one object is always allowed. Added objects do not count.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaxChange { get; set; }

    /// <summary>The servers of the panel that those of the folder correspond to, as a hash table: @{ 'old.example.com' = 'new.example.com' }. The default is the server with the same name or, without one, the first that has all its services.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? ServerMap { get; set; }

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => [];

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _folder = FilePath.Resolve(this, Path, nameof(Path));
        if (!Directory.Exists(_folder)) ThrowTerminatingError(new ErrorRecord(new ItemNotFoundException($"Folder '{_folder}' was not found."), "StateNotFound", ErrorCategory.ObjectNotFound, Path));
        try { if (MaxChange is not null) _limit = ChangeLimit.Parse(MaxChange); }
        catch (RuleException problem) { ThrowTerminatingError(PanelErrors.Record(problem, MaxChange)); }
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        var bar = new StateProgressBar(this);
        if (!TryUsePanel(null, out var panel, out var error) || !TryRun(Path, cancel => bar.Show(Task.Run(() => ReadAsync(panel, bar.Progress, cancel), cancel)), out var states, out error))
        {
            WriteError(error!);
            base.EndCommand();
            return;
        }

        using (states.Target)
        using (states.Source)
        {
            var filter = new StateFilter(Include ?? [], Exclude ?? []);
            var comparison = new StateComparison(states.Target, states.Source, filter) { Progress = bar.Progress };
            if (!TryRun(Path, cancel => bar.Show(Task.Run(() => comparison.Run(cancel).Where(difference => Prune || difference.Action != StateChangeAction.Removed).ToList(), cancel)), out var differences, out error))
            {
                WriteError(error!);
                base.EndCommand();
                return;
            }

            foreach (var warning in states.Source.Warnings.Concat(states.Target.Warnings).Concat(comparison.Notices)) WriteWarning(warning);
            Refuse(differences, comparison);
            var importer = new StateImporter(states.Source, states.Target, SerialRaiser.Attach(Runner, panel), Prune);
            importer.Expect(differences);
            bar.Complete();
            Runner.Total ??= differences.Sum(StateImporter.CountWork);
            var rows = new StateRows(Runner, nameof(Path), importer, differences, filter, states.Source, states.Target) { Applied = (row, change) => row.Write(change), RecordsAction = "Make them what the folder says" };
            rows.Apply(differences, panel);
            foreach (var notice in rows.Notices(panel)) WriteWarning(notice);
            base.EndCommand();
        }
    }

    private async Task<(StateFolder Source, PanelSnapshot Target)> ReadAsync(CommandPanel panel, StateProgress progress, CancellationToken cancel)
    {
        var source = StateFolder.Open(_folder, cancel);
        var target = await PanelSnapshot.ReadAsync(new PanelLookup(panel.Connection), StateFilter.All, source.Manifest.IncludesSecrets, "", ThrottleLimit?.Count ?? panel.Connection.ThrottleLimit, progress, cancel).ConfigureAwait(false);
        try
        {
            var named = ServerMap?.Cast<DictionaryEntry>().ToDictionary(one => $"{one.Key}", one => $"{one.Value}", StringComparer.OrdinalIgnoreCase) ?? [];
            var problems = new List<string>();
            source.Servers = StateServers.Map(source, target, static _ => true, named, (from, to) => source.Warnings.Add($"Server '{from.Name}' is not on panel '{panel.Connection.Name}'. What is on it goes to '{to.Name}', which has the same services. To choose another server, use -ServerMap."), problems);
            if (problems.Count > 0) throw new RuleException(Rule.InvalidReference, string.Join(" ", problems));
            source.Rename();
            return (source, target);
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    // What is added cannot do harm to what is there.
    private void Refuse(List<StateDifference> differences, StateComparison comparison)
    {
        var changed = differences.Count(difference => difference.Action != StateChangeAction.Added);
        var all = comparison.Summaries.Sum(summary => summary.Removed + summary.Changed + summary.Equal);
        if (!_limit.IsExceededBy(changed, all)) return;
        ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.TooManyChanges, $"{changed} of the panel's {all} objects would be changed or removed, which is more than -MaxChange {_limit} allows. Nothing was sent. Check the changes with -WhatIf or Compare-NpState, and then raise -MaxChange."), Path));
    }
}
