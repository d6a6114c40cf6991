using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Creates a DNS record.</summary>
/// <remarks>Duplicates and conflicts are refused before anything is sent, and the zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.New, "NpDnsRecord", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
[Journaled]
public sealed partial class NewNpDnsRecordCommand : PanelCommand
{
    /// <summary>The zone: its name, its ID, or the zone itself. Without it, -Name is a full name such as www.example.com, and the zone is the longest one of the panel that holds it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [ReferenceInput<DnsZone>(Except = typeof(DnsRecord), Columns = ["Zone", "Origin"])]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone>? Zone { get; set; }

    /// <summary>The name of the record: @ for the zone itself, www, or www.example.com. (with the final dot).</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "@";

    /// <summary>The type of the record.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public DnsRecordType Type { get; set; }

    /// <summary>The value of the record as in a zone file: an address, a host name, or a text.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [Alias("Data")]
    [AllowEmptyString]
    public string Value { get; set; } = "";

    /// <summary>The priority of an MX or SRV record, or the order of a NAPTR record, from 0 to 65535. The default for MX is 10.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Aux")]
    [QuantityInput]
    public long? Priority { get; set; }

    /// <summary>Time to live in seconds, at least 60. The default is 3600.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [QuantityInput(Measure = Measure.Seconds)]
    public long? Ttl { get; set; }

    /// <summary>Whether the record is active. The default is $true.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? Active { get; set; }

    /// <summary>Skips records that exist already, so that the same command can be run again; the existing record is returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Refuses a record that exceeds the record limit of the zone's client. The remote API does not enforce limits; without this switch, the cmdlet only warns.</summary>
    [Parameter]
    public SwitchParameter EnforceLimit { get; set; }

    /// <summary>Creates the record even if it conflicts with others, such as a CNAME record beside other records. An exact duplicate is never created.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The failed row that the row fixes, from Get-NpJournal -Failed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? JournalToken { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Runner.Token = () => JournalToken;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var zone = Zone;
        var request = new AddRequest(Name, Type, Value, Priority, Ttl ?? 3600, Active ?? true);
        Runner.Run(new RowWork(request.ToString(), zone is null ? request.ToString() : $"{request} in {zone}", (row, cancel) => AddAsync(row, zone, request, cancel))
        {
            What = zone is null ? $"DNS record {request}" : $"DNS record {request} in zone {zone}",
            Action = "Create",
            PlanAsync = async (row, cancel) => await PlanAsync(row, zone, request, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Restore = static (_, stored) => DnsRecordTable.FromJournal(stored),
            About = DnsRecordSubject.Of(zone, request.Name, request.Type, request.Value, request.Priority is >= 0 and <= ushort.MaxValue and var known ? (int)known : null),
        });
    }

    private protected override object CreateWriter(CommandPanel panel) => new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), new WriteOptions { SkipExisting = SkipExisting, EnforceLimits = EnforceLimit, Force = Force });

    private static DnsRecordWriter Writer(Row row) => (DnsRecordWriter)row.Panel.Writer!;

    private static async Task<WritePlan<DnsRecord>> PlanAsync(Row row, Reference<DnsZone>? zone, AddRequest request, CancellationToken cancel)
    {
        if (zone is not null) return await Writer(row).PlanAdditionAsync(zone, request.ToRecord, row, cancel).ConfigureAwait(false);
        var nearest = await NearestZone.FindAsync(request.Name, row.Panel.Lookup, cancel).ConfigureAwait(false);
        return await Writer(row).PlanAdditionAsync(new Reference<DnsZone>(nearest), (request with { Name = request.Name.TrimEnd('.') + "." }).ToRecord, row, cancel).ConfigureAwait(false);
    }

    private static async Task AddAsync(Row row, Reference<DnsZone>? zone, AddRequest request, CancellationToken cancel)
    {
        var plan = await PlanAsync(row, zone, request, cancel).ConfigureAwait(false);
        var (_, stored) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(stored!.Id, () => DnsRecordTable.ToJournal(stored));
        row.Write(stored);
    }

    private sealed record AddRequest(string Name, DnsRecordType Type, string Value, long? Priority, long Ttl, bool Active)
    {
        public DnsRecord ToRecord(DnsZone zone) => new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = Type, Ttl = DnsTtl.Check(Ttl), Active = Active,
            Data = DnsRecordData.Parse(Type, Value, Priority is { } priority ? DnsPriority.Check(priority) : null, zone.Origin),
        }.Named(Name);

        public override string ToString() => $"{Name} {Type} {Value}";
    }
}
