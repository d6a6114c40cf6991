using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Makes zones of the panel what zone files or rows say.</summary>
/// <remarks>One request is sent for each change, and the serial of each changed zone is raised once.</remarks>
[Cmdlet(VerbsData.Sync, "NpDnsZone", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(ZoneChange))]
[Journaled]
public sealed partial class SyncNpDnsZoneCommand : PanelCommand
{
    private readonly Dictionary<string, List<ZoneChange>> _changes = new(StringComparer.Ordinal);
    private ZoneInput _input = null!;
    private ZoneSyncOptions _options = null!;
    private KeyValuePair<string, object?>[] _values = [];

    /// <summary>The path of a file with a zone, or of a folder with a file for each zone; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>
    /// Files from Get-ChildItem, changes from Compare-NpDnsZone, or rows with Zone, Name, Type, Value, Ttl, Priority, and Active, such as those from
    /// Import-Csv or ConvertFrom-NpZoneFile. Together, the rows are what their zones are to be.
    /// </summary>
    [Parameter(ParameterSetName = "Rows", Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The names of the zones to change; wildcards are allowed. The default is all zones of the input. A name without wildcards is also the zone of a single file, or of rows, that does not name one.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyPatternCompleter<DnsZone>))]
    public string[]? Zone { get; set; }

    /// <summary>The types of the records to change. The default is all types and the zone's own values.</summary>
    [Parameter]
    public DnsRecordType[]? Type { get; set; }

    /// <summary>Removes the records of the panel that are not in the input. Without it, nothing is removed. Changes from Compare-NpDnsZone are made as they are, removals included.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>
    /// How many records of a zone may be changed and removed at once: a number such as 10, or a percentage of its records such as 50%. The default is 30%;
    /// one record is always allowed. A zone that exceeds it is refused.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaxChange { get; set; }

    /// <summary>Creates the zones that do not exist.</summary>
    [Parameter]
    public SwitchParameter Create { get; set; }

    /// <summary>Changes a zone even if -MaxChange is exceeded, or if its records conflict with each other, such as a CNAME record beside other records.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => _values;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _input = new ZoneInput(this, Runner, Zone);
        // A zone of Compare-NpDnsZone that is done is not in its output any more. What was wanted of it is not known then, but its serial may be due.
        Runner.Missing = static _ => [];
        try { _options = new ZoneSyncOptions { Prunes = Prune, Types = Type, Creates = Create, Force = Force, Limit = MaxChange is null ? ChangeLimit.Default : ChangeLimit.Parse(MaxChange) }; }
        catch (RuleException problem) { ThrowTerminatingError(PanelErrors.Record(problem, MaxChange)); }
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (ParameterSetName == "Rows" && InputObject.BaseObject is ZoneChange change)
        {
            if (!_input.IsSelected(change.Zone) || (Type is { } types && !types.Any(type => type.ToString() == change.Type))) return;
            if (!_changes.TryGetValue(change.Zone, out var known)) _changes.Add(change.Zone, known = []);
            known.Add(change);
            return;
        }

        if ((ParameterSetName == "Path" ? Path : _input.Add(InputObject)) is not { } paths) return;
        foreach (var (zone, file) in _input.Read(paths)) Sync(zone, file);
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        foreach (var zone in _input.Rows()) Sync(zone, zone.Zone);
        foreach (var (zone, changes) in _changes) Apply(zone, changes);
        base.EndCommand();
    }

    private protected override object CreateWriter(CommandPanel panel) => new ZoneSynchronizer(panel.Lookup, SerialRaiser.Attach(Runner, panel), _options);

    private void Sync(WantedZone wanted, string target)
        => Run(ZoneSyncWork.Of(wanted.Zone, target, (row, cancel) => ((ZoneSynchronizer)row.Panel.Writer!).PlanAsync(wanted, row, cancel)), []);

    // The changes belong to the panel that they were compared with.
    private void Apply(string zone, List<ZoneChange> changes)
        => Run(ZoneSyncWork.Of(zone, zone, (row, cancel) => ((ZoneSynchronizer)row.Panel.Writer!).PlanAsync(changes, row, cancel)), [.. changes.Select(change => new KeyValuePair<string, object?>(nameof(InputObject), change))]);

    private void Run(RowWork work, KeyValuePair<string, object?>[] values)
    {
        _values = values;
        // A zone is the same row in every run: what is left to do is found out from the panel.
        Runner.Specified = () => [new(nameof(Zone), work.Key)];
        Runner.Run(work);
    }
}
