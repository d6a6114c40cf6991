using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Gets the DNS records of zones by name, type, and value.</summary>
[Cmdlet(VerbsCommon.Get, "NpDnsRecord", DefaultParameterSetName = "Zone")]
[OutputType(typeof(DnsRecord))]
[Throttled]
public sealed partial class GetNpDnsRecordCommand : PanelCommand
{
    /// <summary>The zone: its name, its ID, or the zone itself.</summary>
    [Parameter(ParameterSetName = "Zone", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [ReferenceInput<DnsZone>(Columns = ["Zone", "Origin"])]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone> Zone { get; set; } = null!;

    /// <summary>All zones of this client: its user name or ID.</summary>
    [Parameter(ParameterSetName = "Client", Mandatory = true)]
    [ReferenceInput<Client>]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>The IDs of the records.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    public long[] Id { get; set; } = [];

    /// <summary>The names of the records, such as @, www, or www.example.com. (with the final dot); wildcards are allowed. * means all records; for the record named *, use '`*'.</summary>
    [Parameter(ParameterSetName = "Zone", Position = 1)]
    [Parameter(ParameterSetName = "Client")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RecordNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The types of the records.</summary>
    [Parameter(ParameterSetName = "Zone", Position = 2)]
    [Parameter(ParameterSetName = "Client")]
    public DnsRecordType[]? Type { get; set; }

    /// <summary>The values of the records; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Zone")]
    [Parameter(ParameterSetName = "Client")]
    [SupportsWildcards]
    public string[]? Value { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ParameterSetName = "Zone", ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (ParameterSetName == "Id")
        {
            foreach (var id in Id)
                Runner.Read(id, async (row, cancel) => row.Write(await ByIdAsync(row, id, cancel).ConfigureAwait(false)));
            return;
        }

        var (zone, wanted) = (Zone, new Selection(Name, Type, Value));
        if (Client is { } client)
        {
            Runner.Read(client, async (row, cancel) =>
            {
                var owner = await row.Panel.Lookup.OwnerAsync(client, cancel).ConfigureAwait(false);
                foreach (var owned in await row.Panel.Lookup.Table(DnsZoneNoun.Instance).ListAsync([DnsZoneNoun.Instance.OfOwner(owner)], cancel).ConfigureAwait(false))
                    foreach (var record in await new DnsRecordTable(row.Panel.Connection).OfZoneAsync(owned, cancel).ConfigureAwait(false))
                        if (wanted.Matches(record)) row.Write(record);
            });
            return;
        }

        Runner.Read(zone, async (row, cancel) =>
        {
            var read = await row.Panel.Lookup.FindAsync(DnsZoneNoun.Instance, zone, cancel).ConfigureAwait(false);
            var all = await new DnsRecordTable(row.Panel.Connection).OfZoneAsync(read, cancel).ConfigureAwait(false);
            var found = all.FindAll(wanted.Matches);
            var isWholeZone = wanted.HasWildcard && found.Count == all.Count;
            foreach (var record in found)
            {
                if (isWholeZone || wanted.IsBareWildcard) WholeZone.Mark(record, found.Count);
                row.Write(record);
            }
        });
    }

    private static async Task<DnsRecord> ByIdAsync(Row row, long id, CancellationToken cancel)
    {
        var record = await new DnsRecordTable(row.Panel.Connection).GetAsync(id, cancel).ConfigureAwait(false) ?? throw PanelException.NotFound("dns_a_get", $"DNS record with ID {id}");
        var zone = await row.Panel.Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(record.ZoneId), cancel).ConfigureAwait(false);
        return record with { Zone = zone.Origin };
    }

    // The parameters change with every row, so they are captured before the work runs on another thread.
    private sealed class Selection(string[]? names, DnsRecordType[]? types, string[]? values)
    {
        private readonly (WildcardPattern Exact, WildcardPattern IgnoringCase)[]? _values = values?.Select(value => (WildcardPattern.Get(value, WildcardOptions.None), WildcardPattern.Get(value, WildcardOptions.IgnoreCase))).ToArray();

        public bool HasWildcard => names is not null && Array.Exists(names, WildcardPattern.ContainsWildcardCharacters);

        public bool IsBareWildcard => names is not null && Array.Exists(names, static name => name.Trim('*').Length == 0 && name.Length > 0);

        public bool Matches(DnsRecord record)
            => (types is null || types.Contains(record.Type))
                && (names is null || names.Any(name => NameMatches(name, record)))
                && (_values is null || _values.Any(pattern => (KeepsCase(record.Type) ? pattern.Exact : pattern.IgnoringCase).IsMatch(record.Value)));

        // Case does not count in host names and hexadecimal digits; texts keep it.
        private static bool KeepsCase(DnsRecordType type) => type is DnsRecordType.TXT or DnsRecordType.CAA or DnsRecordType.HINFO or DnsRecordType.NAPTR;

        private static bool NameMatches(string name, DnsRecord record)
        {
            if (name == "@" || !WildcardPattern.ContainsWildcardCharacters(name))
                return DnsName.TryParse(WildcardPattern.Unescape(name), record.Zone, out var exact) && exact.Fqdn == record.Fqdn;
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            return pattern.IsMatch(name.EndsWith('.') ? record.Fqdn : record.Name);
        }
    }
}
