using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Creates zones with their records from zone files.</summary>
/// <remarks>The serial of a file is kept if it is higher than the one that a new zone gets.</remarks>
[Cmdlet(VerbsData.Import, "NpDnsZone", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(DnsZone))]
[Journaled]
public sealed partial class ImportNpDnsZoneCommand : PanelCommand
{
    private ZoneInput _input = null!;

    /// <summary>The path of a file with a zone, or of a folder with a file for each zone; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files from Get-ChildItem, or rows with Zone, Name, Type, Value, Ttl, Priority, and Active, with a row of type SOA for each zone, such as those from ConvertFrom-NpZoneFile.</summary>
    [Parameter(ParameterSetName = "Rows", Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The names of the zones to import; wildcards are allowed. The default is all zones of the input. A name without wildcards is also the zone of a single file that does not name one.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? Zone { get; set; }

    /// <summary>The client that owns the zones: its user name or ID. The default is the administrator.</summary>
    [Parameter]
    [ReferenceInput<Client>]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>Keeps zones and records that exist already, and adds the records that are missing, so that the same command can be run again.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Creates a zone even if its records conflict with each other, such as a CNAME record beside other records.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => Client is null ? [] : [new(nameof(Client), Client)];

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
        foreach (var (zone, file) in _input.Read(paths)) Import(zone, file);
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        foreach (var zone in _input.Rows()) Import(zone, zone.Zone);
        base.EndCommand();
    }

    private protected override object CreateWriter(CommandPanel panel)
        => new ZoneSynchronizer(panel.Lookup, SerialRaiser.Attach(Runner, panel), new ZoneSyncOptions { IsImport = true, Creates = true, SkipsExisting = SkipExisting, Force = Force, Owner = Client });

    private void Import(WantedZone wanted, string target)
    {
        var fingerprint = ZoneSyncWork.Fingerprint(wanted);
        Runner.Specified = () => [new(nameof(Zone), wanted.Zone), new("Content", fingerprint), new(nameof(Client), Client)];
        Runner.Run(ZoneSyncWork.Of(wanted.Zone, target, (row, cancel) => ((ZoneSynchronizer)row.Panel.Writer!).PlanAsync(wanted, row, cancel), static (row, zone) => row.Write(zone)));
    }
}
