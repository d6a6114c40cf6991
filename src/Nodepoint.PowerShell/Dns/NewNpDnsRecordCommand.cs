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
[Cmdlet(VerbsCommon.New, "NpDnsRecord", DefaultParameterSetName = "One", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
[Journaled]
public sealed partial class NewNpDnsRecordCommand : PanelCommand
{
    /// <summary>The parameters that rows can set.</summary>
    internal static readonly RowParameters FromRows = new(typeof(NewNpDnsRecordCommand), nameof(Zone), nameof(Name), nameof(Type), nameof(Value), nameof(Priority), nameof(Ttl), nameof(Active)) { Record = typeof(DnsRecord) };

    private readonly RowInput _input = new();

    /// <summary>
    /// A zone, or a row such as one from Import-Csv. Properties with the name or an alias of a parameter set that parameter, unless it is
    /// specified on the command line. A record from Get-NpDnsRecord is copied.
    /// </summary>
    [Parameter(ParameterSetName = RowInput.Set, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The zone: its name, its ID, or the zone itself. Without it, -Name is a full name such as www.example.com, and the zone is the longest one of the panel that holds it.</summary>
    [Parameter(Position = 0)]
    [Alias("Origin")]
    [ReferenceInput<DnsZone>(FromRow = true, IsRow = true)]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone>? Zone { get; set => field = _input.Typed(value); }

    /// <summary>The name of the record: @ for the zone itself, which is the default; www; or www.example.com. (with the final dot).</summary>
    [Parameter(Position = 1)]
    [TextInput(FromRow = true, NotEmpty = true)]
    public string? Name { get; set => field = _input.Typed(value); }

    /// <summary>The type of the record.</summary>
    [Parameter(ParameterSetName = "One", Mandatory = true, Position = 2)]
    [Parameter(ParameterSetName = RowInput.Set, Position = 2)]
    [NamedInput(typeof(DnsRecordType), FromRow = true)]
    public DnsRecordType? Type { get; set => field = _input.Typed(value); }

    /// <summary>The value of the record as in a zone file: an address, a host name, or a text.</summary>
    [Parameter(ParameterSetName = "One", Mandatory = true, Position = 3)]
    [Parameter(ParameterSetName = RowInput.Set, Position = 3)]
    [Alias("Data")]
    [AllowEmptyString]
    [TextInput(FromRow = true)]
    public string? Value { get; set => field = _input.Typed(value); }

    /// <summary>The priority of an MX or SRV record, or the order of a NAPTR record, from 0 to 65535. The default for MX is 10.</summary>
    [Parameter]
    [Alias("Aux")]
    [QuantityInput(FromRow = true)]
    public long? Priority { get; set => field = _input.Typed(value); }

    /// <summary>Time to live in seconds, at least 60. The default is that of the zone's records of the same name and type, otherwise 3600.</summary>
    [Parameter]
    [QuantityInput(FromRow = true, Measure = Measure.Seconds)]
    public long? Ttl { get; set => field = _input.Typed(value); }

    /// <summary>Whether the record is active. The default is $true.</summary>
    [Parameter]
    [YesNoInput(FromRow = true)]
    public bool? Active { get; set => field = _input.Typed(value); }

    /// <summary>Skips records that exist already, so that the same command can be run again; the existing record is returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Refuses a record that exceeds the record limit of the zone's client. The remote API does not enforce limits; without this switch, the cmdlet only warns.</summary>
    [Parameter]
    public SwitchParameter EnforceLimit { get; set; }

    /// <summary>Creates the record even if it conflicts with others, such as a CNAME record beside other records. An exact duplicate is never created.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not warn of columns that the cmdlet does not use.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnknownColumn { get; set; }

    /// <summary>What is left on the command line, which is an error.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object[]? Rest { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        if (RestArguments.Find(this, Rest) is { } problem) ThrowTerminatingError(problem);
        _input.Begin(this, FromRows, Put, () => InputObject, Runner, IgnoreUnknownColumn);
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        _input.End();
    }

    private bool Typed(params ReadOnlySpan<string> parameters)
    {
        foreach (var parameter in parameters)
            if (MyInvocation.BoundParameters.ContainsKey(parameter)) return true;
        return false;
    }

    private void Put(int parameter, object? value)
    {
        switch (parameter)
        {
            case 0: Zone = (Reference<DnsZone>?)value; break;
            case 1: Name = (string?)value; break;
            case 2: Type = (DnsRecordType?)value; break;
            case 3: Value = (string?)value; break;
            case 4: Priority = (long?)value; break;
            case 5: Ttl = (long?)value; break;
            case 6: Active = (bool?)value; break;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!_input.TryRead(InputObject, out var unreadable))
        {
            if (unreadable is not null) Runner.Refuse(InputObject, RowRunner.UnreadableRow, unreadable);
            return;
        }

        var zone = Zone;
        var request = new AddRequest(Name ?? "@", Type!.Value, Value!, Priority, Ttl, Active ?? true) { Stored = Typed(nameof(Type), nameof(Value), nameof(Priority)) ? null : DnsRecordRow.Stored(InputObject) };
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

    private sealed record AddRequest(string Name, DnsRecordType Type, string Value, long? Priority, long? Ttl, bool Active)
    {
        /// <summary>The data of a row that the panel returned; null for other rows.</summary>
        public DnsRecordData? Stored { get; init; }

        public DnsRecord ToRecord(DnsZone zone) => new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = Type, Ttl = Ttl is { } ttl ? DnsTtl.Check(ttl) : 0, Active = Active,
            Data = Stored ?? DnsRecordData.Parse(Type, Value, Priority is { } priority ? DnsPriority.Check(priority) : null, zone.Origin),
        }.Named(Name);

        public override string ToString() => $"{Name} {Type} {Value}";
    }
}
