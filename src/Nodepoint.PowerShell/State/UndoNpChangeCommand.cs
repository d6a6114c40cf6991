using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.State.Changes;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.State;

/// <summary>Undoes changes of the panel that its data log has.</summary>
/// <remarks>A changed object gets its old values where it still has the new ones, an added object is removed, and a removed one is added again with its old values and a new ID. One request is sent for each object, in the order in which objects need each other. A second run sends nothing.</remarks>
[Cmdlet(VerbsCommon.Undo, "NpChange", DefaultParameterSetName = "Change", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(UndoneChange))]
[Journaled]
public sealed partial class UndoNpChangeCommand : PanelCommand
{
    private readonly List<long> _entries = [];
    private PanelChange? _first;
    private PanelChange? _current;
    private string _row = "";
    private bool _removes;

    /// <summary>The changes from Get-NpChange.</summary>
    [Parameter(ParameterSetName = "Change", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PanelChange[] Change { get; set; } = [];

    /// <summary>Undoes all changes since this time, by whomever they were made.</summary>
    [Parameter(ParameterSetName = "Since", Mandatory = true)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The IDs of the changes in the data log of the panel, which processes them as jobs: the Id of Get-NpChange and Get-NpDataLog.</summary>
    [Parameter(ParameterSetName = "Job", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ValidateRange(1, long.MaxValue)]
    public long[] Job { get; set; } = [];

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => _current is null ? [] : [new(nameof(Change), _current)];

    // What was added is lost when it is removed.
    private protected override ConfirmImpact Impact => _removes ? ConfirmImpact.High : base.Impact;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        // What is left to do is found out from the panel, so an object that is done is no row any more.
        Runner.Missing = static _ => [];
        Runner.Specified = () => [new(nameof(Job), _row)];
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        _entries.AddRange(Job);
        foreach (var change in Change)
        {
            _current = change;
            if (!TryUsePanel(change, out var panel, out var error)) WriteError(error!);
            else if (_first is not null && RowPanel.OriginOf(_first) is { } other && other.Uri != panel.Connection.Uri)
                WriteError(PanelErrors.Record(new RuleException(Rule.WrongPanel, $"The change '{change}' is on panel '{panel.Connection.Name}', but the first change is on panel '{other.Name}'. Use changes of one panel in a command."), change));
            else
            {
                _first ??= change;
                _entries.Add(change.Id);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        _current = _first;
        // Of a row that was refused, the error is written already.
        if (Since is null && _entries.Count == 0)
        {
            base.EndCommand();
            return;
        }

        if (!TryUsePanel(null, out var panel, out var error) || !TryRun(null, cancel => UndoSet.ReadAsync(new PanelLookup(panel.Connection), Since, _entries, cancel), out var set, out error))
        {
            WriteError(error!);
            base.EndCommand();
            return;
        }

        foreach (var missing in set.Missing) WriteError(PanelErrors.Record(new RuleException(Rule.ChangeNotLogged, $"The data log of panel '{panel.Connection.Name}' does not have entry {missing}. The panel removes old entries."), missing));
        foreach (var notice in set.Notices) WriteWarning(notice);
        _removes = set.Items.Any(item => item.Action == StateChangeAction.Removed);
        var planner = new UndoPlanner(set, SerialRaiser.Attach(Runner, panel));
        foreach (var part in set.Parts)
        {
            // What the objects before have changed must not be answered from memory.
            Runner.Drain();
            planner.Begin(new PanelLookup(panel.Connection) { Preview = panel.Lookup.Preview });
            foreach (var item in part) Run(item, planner);
        }

        base.EndCommand();
    }

    private void Run(UndoItem item, UndoPlanner planner)
    {
        var what = $"{item.Title} {item.Name}";
        // An object is the same row in every run.
        _row = $"{item.NounName} {item.Target.Root}";
        Runner.Run(new RowWork(what, what, async (row, cancel) =>
        {
            var step = await planner.PlanAsync(item, row, cancel).ConfigureAwait(false);
            foreach (var warning in step.Warnings) row.Warn(warning);
            if (await step.CarryOutAsync(row, cancel).ConfigureAwait(false) is { } done) row.Write(done);
        })
        {
            What = what,
            Action = item.Action switch { StateChangeAction.Added => "Add again with its old values", StateChangeAction.Removed => "Remove", _ => "Set back" },
            About = new RowSubject($"{item.NounName}\n{item.Target.Root}"),
            IsRepeated = true,
            PlanAsync = async (row, cancel) =>
            {
                var step = await planner.PlanAsync(item, row, cancel).ConfigureAwait(false);
                foreach (var warning in step.Warnings) row.Warn(warning);
                return step.Plan;
            },
        });
    }
}
