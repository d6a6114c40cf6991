using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Compares zones of the panel with zone files or rows, and returns the changes that would make them equal.</summary>
/// <remarks>Nothing is sent. Sync-NpDnsZone makes the changes.</remarks>
[Cmdlet(VerbsData.Compare, "NpDnsZone", DefaultParameterSetName = "Path")]
[OutputType(typeof(ZoneChange))]
[Throttled]
public sealed partial class CompareNpDnsZoneCommand : PanelCommand
{
    private ZoneInput _input = null!;

    /// <summary>The path of a file with a zone, or of a folder with a file for each zone; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files from Get-ChildItem, or rows with Zone, Name, Type, Value, Ttl, Priority, and Active, such as those from Import-Csv or ConvertFrom-NpZoneFile. Together, the rows are what their zones are to be.</summary>
    [Parameter(ParameterSetName = "Rows", Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The names of the zones to compare; wildcards are allowed. The default is all zones of the input. A name without wildcards is also the zone of a single file, or of rows, that does not name one.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyPatternCompleter<DnsZone>))]
    public string[]? Zone { get; set; }

    /// <summary>The types of the records to compare. The default is all types and the zone's own values.</summary>
    [Parameter]
    public DnsRecordType[]? Type { get; set; }

    /// <summary>Also returns the records of the panel that are not in the input, as removals.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    // The input says what zones are to be, wherever it was read from.
    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => [];

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _input = new ZoneInput(this, Runner, Zone);
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if ((ParameterSetName == "Path" ? Path : _input.Add(InputObject)) is not { } paths) return;
        foreach (var (zone, file) in _input.Read(paths)) Compare(zone, file);
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        foreach (var zone in _input.Rows()) Compare(zone, zone.Zone);
        base.EndCommand();
    }

    private protected override object CreateWriter(CommandPanel panel)
        => new ZoneSynchronizer(panel.Lookup, new ZoneSerials(panel.Connection), new ZoneSyncOptions { Prunes = Prune, Types = Type });

    private void Compare(WantedZone wanted, string target) => Runner.Read(target, async (row, cancel) =>
    {
        foreach (var change in await ((ZoneSynchronizer)row.Panel.Writer!).CompareAsync(wanted, row, cancel).ConfigureAwait(false)) row.Write(change);
    });
}
