using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

/// <summary>
/// Collects the records of zones from the pipeline: rows with Zone, Name, Type, Value, Ttl, Priority, and Active, such as those of a CSV file, and objects
/// of ConvertFrom-NpZoneFile, Get-NpDnsRecord, and Get-NpDnsZone.
/// </summary>
internal sealed class ZoneRows
{
    private readonly Dictionary<string, Group> _byZone = new(StringComparer.Ordinal);
    private readonly List<Group> _groups = [];
    private int _count;

    /// <summary>The zones, in the order in which they came.</summary>
    public IReadOnlyList<Group> Groups => _groups;

    /// <summary>The zone of rows that do not name one; null for none.</summary>
    public string? Zone { get; init; }

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>What is wrong with the row, whose zone is then not complete; null for nothing.</returns>
    public RuleException? Add(PSObject row)
    {
        _count++;
        Group? group = null;
        try
        {
            if (ObjectKind.Refuse(row.BaseObject, typeof(DnsRecord), typeof(DnsZone)) is { } refused) throw refused;
            group = Of(ZoneOf(row));
            group.Add(row);
            return null;
        }
        catch (RuleException problem)
        {
            IsIncomplete |= group is null;
            if (group is not null) group.IsIncomplete = true;
            return new RuleException(problem.Rule, $"Row {_count.ToString(CultureInfo.InvariantCulture)}{(group is null ? "" : $" ({group.Zone.TrimEnd('.')})")}: {problem.Message}");
        }
    }

    /// <summary>Whether a row could not be read that may belong to any zone.</summary>
    public bool IsIncomplete { get; private set; }

    private Group Of(string zone)
    {
        if (_byZone.TryGetValue(zone, out var known)) return known;
        var group = new Group(zone);
        _byZone.Add(zone, group);
        _groups.Add(group);
        return group;
    }

    private string ZoneOf(PSObject row) => DnsName.ParseOrigin(row.BaseObject switch
    {
        ZoneFileRecord record => record.Zone,
        DnsRecord record => record.Zone,
        DnsZone zone => zone.Origin,
        _ => Cell(row, "Zone", "Origin") ?? Zone ?? throw new RuleException(Rule.ValueMissing, "The row does not name its zone. Add a column Zone."),
    });

    private static string? Cell(PSObject row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var value = row.BaseObject is IDictionary table ? table[name] : row.Properties[name]?.Value;
            if (value is PSObject wrapped) value = wrapped.BaseObject;
            if (value is IEnumerable and not string) throw new RuleException(Rule.InvalidText, $"Column {name} has a list. Use one row for each value.");
            var text = Convert.ToString(value, CultureInfo.InvariantCulture);
            if (!string.IsNullOrWhiteSpace(text)) return text;
        }

        return null;
    }

    /// <summary>The rows of a zone.</summary>
    /// <param name="zone">The zone, with a trailing dot.</param>
    internal sealed class Group(string zone)
    {
        private readonly List<WantedRecord> _records = [];

        /// <summary>The zone, with a trailing dot.</summary>
        public string Zone => zone;

        /// <summary>Whether a row could not be read.</summary>
        public bool IsIncomplete { get; set; }

        /// <summary>The zone from Get-NpDnsZone; null if there was none.</summary>
        public DnsZone? Read { get; private set; }

        /// <summary>The SOA record; null for none.</summary>
        public ZoneFileSoa? Soa { get; private set; }

        /// <summary>The records.</summary>
        public IReadOnlyList<WantedRecord> Records => _records;

        /// <summary>The zone as it is to be.</summary>
        public WantedZone ToWanted() => new(zone, Soa, _records);

        /// <summary>Adds a row.</summary>
        /// <exception cref="RuleException">The row is not valid.</exception>
        public void Add(PSObject row)
        {
            switch (row.BaseObject)
            {
                case ZoneFileSoa soa: Soa = soa; break;
                case ZoneFileRecord record: _records.Add(WantedZone.Of(record, zone)); break;
                case DnsRecord record: _records.Add(WantedZone.Of(ZoneDocument.Of(record, zone), zone)); break;
                case DnsZone read: (Read, Soa) = (read, ZoneDocument.Of(read)); break;
                default: AddCells(row); break;
            }
        }

        private void AddCells(PSObject row)
        {
            if (Cell(row, "Action") is not null) throw new RuleException(Rule.WrongObject, "The row is a change from Compare-NpDnsZone. Pipe the changes to Sync-NpDnsZone without a file in between.");
            if (!HasColumn(row, "Name")) throw Missing("Name");
            var type = (Cell(row, "Type") ?? throw Missing("Type")).Trim();
            if (type.Equals(ZoneFileTypes.Soa, StringComparison.OrdinalIgnoreCase))
            {
                Soa = ReadSoa(row);
                return;
            }

            if (!DnsRecordTypes.TryParse(type, out var known)) throw new RuleException(Rule.InvalidDnsData, $"Cannot read '{type}' as Type. Use one of {string.Join(", ", DnsRecordTypes.All)}, or SOA.");
            var value = Cell(row, "Value", "Data") ?? throw Missing("Value");
            var data = DnsRecordData.Parse(known, value, (int?)Number(row, ushort.MaxValue, "Priority", "Aux"), zone);
            _records.Add(WantedZone.Of(Cell(row, "Name") ?? "@", zone, data, Seconds(row, "Ttl"), IsActive(row)));
        }

        private ZoneFileSoa ReadSoa(PSObject row)
        {
            // Either the columns of ConvertFrom-NpZoneFile, or the value alone.
            var words = Cell(row, "Value")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            string Part(string name, int place) => Cell(row, name) ?? (words.Length == 7 ? words[place] : throw Missing(name));
            long Period(string name, int place) => ReadSeconds(Part(name, place), name);
            var soa = new ZoneFileSoa
            {
                Zone = zone, Name = "@", Type = ZoneFileTypes.Soa, Value = "", Line = 0, Ns = Part("Ns", 0), Mbox = Part("Mbox", 1), Serial = Whole(Part("Serial", 2), uint.MaxValue, "Serial"), Refresh = Period("Refresh", 3),
                Retry = Period("Retry", 4), Expire = Period("Expire", 5), Minimum = Period("Minimum", 6), Ttl = Seconds(row, "Ttl") ?? throw Missing("Ttl"), Active = IsActive(row),
            };
            return soa with { Value = string.Create(CultureInfo.InvariantCulture, $"{soa.Ns} {soa.Mbox} {soa.Serial} {soa.Refresh} {soa.Retry} {soa.Expire} {soa.Minimum}") };
        }

        private static long? Number(PSObject row, long most, params ReadOnlySpan<string> names)
            => Cell(row, names) is { } text ? Whole(text, most, names[0]) : null;

        private static long Whole(string text, long most, string name)
            => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
                : throw new RuleException(Rule.ValueOutOfRange, $"Cannot read '{text}' as {name}. Use a whole number from 0 to {most.ToString(CultureInfo.InvariantCulture)}.");

        private static bool HasColumn(PSObject row, string name) => row.BaseObject is IDictionary table ? table.Contains(name) : row.Properties[name] is not null;

        private static long? Seconds(PSObject row, string name) => Cell(row, name) is { } text ? ReadSeconds(text, name) : null;

        private static long ReadSeconds(string text, string name) => ZoneFilePeriod.TryRead(Encoding.UTF8.GetBytes(text.Trim()), out var seconds) ? seconds
            : throw new RuleException(Rule.ValueOutOfRange, $"Cannot read '{text}' as {name}. Use a number such as 3600, or a time such as 1h30m.");

        private static bool IsActive(PSObject row)
        {
            if (Cell(row, "Active") is not { } text) return true;
            try { return new YesNoInputAttribute().Read(text) is not false; }
            catch (ArgumentTransformationMetadataException problem) { throw new RuleException(Rule.InvalidText, $"Active: {problem.Message}"); }
        }

        private static RuleException Missing(string column) => new(Rule.ValueMissing, $"The row has no {column}.");
    }
}
