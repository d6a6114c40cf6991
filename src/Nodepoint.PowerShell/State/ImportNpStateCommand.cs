using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.State;

/// <summary>Makes a panel what a folder of Export-NpState says.</summary>
/// <remarks>The panel is compared with the folder, and one request is sent for each object that differs, in the order in which objects need each other. A second run sends nothing.</remarks>
[Cmdlet(VerbsData.Import, "NpState", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StateChange))]
[Journaled]
public sealed partial class ImportNpStateCommand : PanelCommand
{
    // The part of a row's subject that stands for the records of a zone.
    private const string Records = "records";

    private string _folder = "";
    private ChangeLimit _limit = ChangeLimit.Default;
    private string _row = "";
    private HashSet<string>? _different;
    private Func<string, bool> _isCompared = static _ => false;

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
        Runner.Missing = Missing;
        Runner.Specified = () => [new(nameof(Path), _row)];
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        if (!TryUsePanel(null, out var panel, out var error) || !TryRun(Path, cancel => ReadAsync(panel, cancel), out var states, out error))
        {
            WriteError(error!);
            base.EndCommand();
            return;
        }

        using (states.Target)
        using (states.Source)
        {
            var filter = new StateFilter(Include ?? [], Exclude ?? []);
            var comparison = new StateComparison(states.Target, states.Source, filter);
            if (!TryRun(Path, cancel => Task.Run(() => comparison.Run(cancel).Where(difference => Prune || difference.Action != StateChangeAction.Removed).ToList(), cancel), out var differences, out error))
            {
                WriteError(error!);
                base.EndCommand();
                return;
            }

            foreach (var warning in states.Source.Warnings.Concat(states.Target.Warnings).Concat(comparison.Notices)) WriteWarning(warning);
            Refuse(differences, comparison);
            _different = [.. differences.SelectMany(SubjectsOf)];
            _isCompared = subject => IsCompared(subject, filter, states.Source, states.Target);
            var importer = new StateImporter(states.Source, states.Target, SerialRaiser.Attach(Runner, panel), Prune);
            importer.Expect(differences);
            Apply(differences, importer, panel);
            Runner.Drain();
            if (importer.LeftOut.ToArray() is { Length: > 0 } leftOut) WriteWarning($"Panel '{panel.Connection.Name}' does not have these members, so they are left out: {string.Join(", ", leftOut)}.");
            base.EndCommand();
        }
    }

    private async Task<(StateFolder Source, PanelSnapshot Target)> ReadAsync(CommandPanel panel, CancellationToken cancel)
    {
        var source = StateFolder.Open(_folder, cancel);
        var target = await PanelSnapshot.ReadAsync(new PanelLookup(panel.Connection), StateFilter.All, source.Manifest.IncludesSecrets, "", ThrottleLimit?.Count ?? panel.Connection.ThrottleLimit, cancel).ConfigureAwait(false);
        try
        {
            var named = ServerMap?.Cast<DictionaryEntry>().ToDictionary(one => $"{one.Key}", one => $"{one.Value}", StringComparer.OrdinalIgnoreCase) ?? [];
            source.Servers = StateServers.Map(source.Manifest.Servers, target.Manifest.Servers, named, (from, to) => source.Warnings.Add($"Server '{from.Name}' is not on panel '{panel.Connection.Name}'. What is on it goes to '{to.Name}', which has the same services. To choose another server, use -ServerMap."));
            source.Rename();
            return (source, target);
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    // What a run that was killed has sent is no row any more if the panel and the folder agree about it: it is done.
    private IEnumerable<MissingRow> Missing(string subject)
    {
        if (_different?.Contains(subject) != false || !_isCompared(subject)) yield break;
        var what = subject.Replace('\n', ' ');
        var work = new RowWork(what, what, static (_, _) => Task.CompletedTask)
        {
            What = what,
            Action = "Finish",
            About = new RowSubject(subject),
            PlanAsync = (_, _) => Task.FromResult<WritePlan>(new PlainPlan(what, "Change nothing")),
            FinishAsync = static (_, _) => Task.FromResult(true),
        };
        yield return new MissingRow(work, [new(nameof(Path), IdentityOf(subject))]);
    }

    // Whether the filters of this run have let an object pass; one that neither side has is gone.
    private static bool IsCompared(string subject, StateFilter filter, StateSource source, StateSource target)
    {
        var name = subject[..subject.IndexOf('\n', StringComparison.Ordinal)];
        var noun = StateNouns.All.FirstOrDefault(noun => name == Records ? noun.IsZone : noun.Name == name);
        if (noun is null) return false;
        var entries = source.Entries(noun).Concat(target.Entries(noun)).Where(entry => entry.Identity == IdentityOf(subject)).ToList();
        return entries.Count == 0 ? filter.Has(noun) : entries.Exists(filter.Has);
    }

    private static string IdentityOf(string subject) => subject[(subject.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    private static string SubjectOf(string name, StateEntry entry) => $"{name}\n{entry.Identity}";

    private static IEnumerable<string> SubjectsOf(StateDifference difference)
    {
        var entry = (difference.After ?? difference.Before)!;
        yield return SubjectOf(difference.Noun.Name, entry);
        if (difference.Noun.IsZone) yield return SubjectOf(Records, entry);
    }

    // What is added cannot do harm to what is there.
    private void Refuse(List<StateDifference> differences, StateComparison comparison)
    {
        var changed = differences.Count(difference => difference.Action != StateChangeAction.Added);
        var all = comparison.Summaries.Sum(summary => summary.Removed + summary.Changed + summary.Equal);
        if (!_limit.IsExceededBy(changed, all)) return;
        ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.TooManyChanges, $"{changed} of the panel's {all} objects would be changed or removed, which is more than -MaxChange {_limit} allows. Nothing was sent. Check the changes with -WhatIf or Compare-NpState, and then raise -MaxChange."), Path));
    }

    private void Apply(List<StateDifference> differences, StateImporter importer, CommandPanel panel)
    {
        foreach (var noun in StateNouns.All)
        {
            var ofNoun = differences.Where(difference => difference.Noun == noun && difference.Action != StateChangeAction.Removed).ToList();
            if (ofNoun.Count == 0) continue;
            foreach (var part in importer.InStages(noun, ofNoun))
            {
                Begin(importer, panel);
                foreach (var difference in part)
                    if (difference.Before is null || difference.Changes.Any(change => change.Noun == noun.Name)) Run(difference, importer);
            }

            if (!noun.IsZone) continue;
            Begin(importer, panel);
            foreach (var difference in ofNoun.Where(difference => difference.Before is null || difference.Changes.Any(change => change.Noun != noun.Name))) RunRecords(difference, importer);
        }

        foreach (var noun in StateNouns.All.Reverse())
        {
            var removed = differences.Where(difference => difference.Noun == noun && difference.Action == StateChangeAction.Removed).ToList();
            if (removed.Count == 0) continue;
            foreach (var part in importer.InStages(noun, removed).Reverse())
            {
                Begin(importer, panel);
                foreach (var difference in part) Run(difference, importer);
            }
        }
    }

    // What the objects before have changed must not be answered from memory.
    private void Begin(StateImporter importer, CommandPanel panel)
    {
        Runner.Drain();
        importer.Begin(new PanelLookup(panel.Connection) { Preview = panel.Lookup.Preview });
    }

    private void Run(StateDifference difference, StateImporter importer)
    {
        var entry = (difference.After ?? difference.Before)!;
        var what = $"{entry.Noun.Title} {entry.Name}";
        Run(new RowWork(what, what, async (row, cancel) =>
        {
            var step = await importer.PlanAsync(difference, row, cancel).ConfigureAwait(false);
            await step.CarryOutAsync(row, cancel).ConfigureAwait(false);
            foreach (var change in difference.Changes.Where(change => change.Noun == difference.Noun.Name)) row.Write(change);
        })
        {
            What = what,
            Action = difference.Action switch { StateChangeAction.Added => "Create", StateChangeAction.Removed => "Remove", _ => $"Set {string.Join(", ", difference.Changes.Select(change => change.Member).Distinct())}" },
            About = new RowSubject(SubjectOf(entry.Noun.Name, entry)),
            IsRepeated = true,
            PlanAsync = async (row, cancel) => (await importer.PlanAsync(difference, row, cancel).ConfigureAwait(false)).Plan,
        }, entry.Identity);
    }

    private void RunRecords(StateDifference difference, StateImporter importer)
    {
        var zone = difference.After!;
        var what = $"records of zone {zone.Name.TrimEnd('.')}";
        Run(new RowWork(what, what, async (row, cancel) =>
        {
            var plan = await importer.PlanRecordsAsync(zone, row, cancel).ConfigureAwait(false);
            await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
            foreach (var change in difference.Changes.Where(change => change.Noun != difference.Noun.Name)) row.Write(change);
        })
        {
            What = what,
            Action = "Make them what the folder says",
            About = new RowSubject(SubjectOf(Records, zone)),
            IsRepeated = true,
            PlanAsync = async (row, cancel) => await importer.PlanRecordsAsync(zone, row, cancel).ConfigureAwait(false),
        }, zone.Identity);
    }

    private void Run(RowWork work, string row)
    {
        // An object is the same row in every run.
        _row = row;
        Runner.Run(work);
    }
}
