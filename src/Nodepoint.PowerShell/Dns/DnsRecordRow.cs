using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Which DNS record a row names, with its ID or with its zone, name, type, and value, and what else it has.</summary>
internal sealed class DnsRecordRow
{
    private static readonly TextInputAttribute TextInput = new() { NotEmpty = true };
    private static readonly QuantityInputAttribute NumberInput = new();
    private static readonly QuantityInputAttribute TtlInput = new() { Measure = Measure.Seconds };
    private static readonly YesNoInputAttribute YesNo = new();
    private static readonly NamedInputAttribute TypeInput = new(typeof(DnsRecordType));

    private DnsRecordRow(Reference<DnsRecord>? reference, DnsRecordSelector? selector) => (Reference, Selector) = (reference, selector);

    /// <summary>The record, if the row has its ID; its other columns are new values then.</summary>
    public Reference<DnsRecord>? Reference { get; }

    /// <summary>The natural key, if the row has no ID.</summary>
    public DnsRecordSelector? Selector { get; }

    /// <summary>The zone beside an ID.</summary>
    public Reference<DnsZone>? Zone { get; private init; }

    /// <summary>The name beside an ID.</summary>
    public string? Name { get; private init; }

    /// <summary>The type beside an ID.</summary>
    public DnsRecordType? Type { get; private init; }

    /// <summary>The value beside an ID.</summary>
    public string? Value { get; private init; }

    /// <summary>The priority.</summary>
    public int? Priority { get; private init; }

    /// <summary>The time to live.</summary>
    public long? Ttl { get; private init; }

    /// <summary>Whether the record is active.</summary>
    public bool? Active { get; private init; }

    /// <summary>Whether the row has key columns beside an ID.</summary>
    public bool HasKey => Zone is not null || Name is not null || Type is not null || Value is not null;

    /// <summary>Refuses a record that is not the one that the row describes beside its ID.</summary>
    /// <exception cref="RuleException">It is another one.</exception>
    public void Verify(DnsRecord record)
    {
        VerifyZone(record.Zone, record.ZoneId);
        var isSame = (Type is null || Type == record.Type) && (Name is null || Name == record.Name || DnsName.TryParse(Name, record.Zone, out var name) && name.Fqdn == record.Fqdn) && (Value is null || DnsRecordSelector.IsValueOf(Value, record, record.Zone));
        if (!isSame) throw new RuleException(Rule.KeyMismatch, $"The row names DNS record {Name} {Type} {Value}, but the record with its ID is '{record}' {record.Value}. Nothing was sent. Correct the row, or remove its column Id.");
    }

    /// <summary>Refuses a record that is in another zone than the one that the row names beside its ID.</summary>
    /// <param name="origin">The zone of the record, with a trailing dot.</param>
    /// <param name="id">The ID of this zone.</param>
    /// <exception cref="RuleException">It is in another zone.</exception>
    public void VerifyZone(string origin, long id)
    {
        if (Zone is { } named && (named.Id is { } number ? number != id : DnsZoneNoun.Instance.NormalizeKey(named.Key!) != origin))
            throw new RuleException(Rule.KeyMismatch, $"The row names zone '{named}', but the record with its ID is in zone {origin.TrimEnd('.')}. Nothing was sent. Correct the row, or remove its column Id.");
    }

    /// <summary>What the row names, for messages and the journal.</summary>
    public string Key => Selector is { } selector ? $"{selector} in {selector.Zone}" : DnsRecordKey.Of(Reference!);

    /// <summary>The record for -WhatIf and -Confirm.</summary>
    public string Title => Selector is { } selector ? $"DNS record {selector} in zone {selector.Zone}" : DnsRecordKey.Describe(Reference!);

    /// <summary>The record on the command line.</summary>
    public static DnsRecordRow Of(Reference<DnsRecord> reference) => new(reference, null);

    /// <summary>Reads an object from the pipeline: a record, the ID of one, or a row.</summary>
    /// <exception cref="RowException">The row names no record, or a value cannot be read.</exception>
    public static DnsRecordRow Read(PSObject input)
    {
        switch (input.BaseObject)
        {
            case DnsRecord record: return new(new Reference<DnsRecord>(record), null);
            case Reference<DnsRecord> reference: return new(reference, null);
            case PanelObject other: throw WrongObject(other.GetType());
            case PSCustomObject: return OfColumns(input);
        }

        if (NumberText.Whole(input.BaseObject) is > 0 and var id) return new(new Reference<DnsRecord>(id), null);
        throw new RowException(Rule.InvalidReference.Id, $"'{input}' is not a DNS record. Pipe records from Get-NpDnsRecord, or rows with the columns Zone, Name, Type, and Value, or with Id.");
    }

    private static DnsRecordRow OfColumns(PSObject row)
    {
        if (RowKind.Of(row) is { } kind && kind != typeof(DnsRecord)) throw WrongObject(kind);
        var (name, type, value) = ((string?)Cell(row, TextInput, "Name"), (DnsRecordType?)Cell(row, TypeInput, "Type"), Stored(row)?.Value ?? (string?)Cell(row, TextInput, "Value", "Data"));
        var priority = Cell(row, NumberInput, "Priority", "Aux") switch { null => (int?)null, long small when small is >= 0 and <= ushort.MaxValue => (int)small, var other => throw Unreadable("Priority", $"Cannot read '{other}'. Use a number from 0 to 65535.") };
        var (ttl, active, id) = ((long?)Cell(row, TtlInput, "Ttl"), (bool?)Cell(row, YesNo, "Active"), (long?)Cell(row, NumberInput, "Id"));
        var zone = ZoneOf(row);
        if (id is > 0 and var number) return new(new Reference<DnsRecord>(number), null) { Zone = zone, Name = name, Type = type, Value = value, Priority = type?.HasPriority() == false ? null : priority, Ttl = ttl, Active = active };
        if (zone is null || name is null || type is null)
        {
            var missing = new[] { zone is null ? "Zone" : null, name is null ? "Name" : null, type is null ? "Type" : null }.OfType<string>();
            throw new RowException("InputObjectMissingMandatory", $"The row has no value for {string.Join(" and ", missing)}. A row names a record with Zone, Name, Type, and Value, or with Id. {RowColumns.Describe(row)}");
        }

        return new(null, new DnsRecordSelector(zone, name, type.Value, value, priority)) { Priority = priority, Ttl = ttl, Active = active };
    }

    /// <summary>The data of a row that the panel returned, as with Invoke-NpApi, in which texts are escaped; null for other rows.</summary>
    public static DnsRecordData? Stored(PSObject? row)
        => row is { BaseObject: PSCustomObject } && row.Properties["sys_groupid"] is not null && row.Properties["type"]?.Value is string type && row.Properties["data"]?.Value is string data
            ? DnsRecordData.FromPanel(type, data, NumberText.Whole(row.Properties["aux"]?.Value ?? 0) ?? (NumberText.TryWhole(row.Properties["aux"]?.Value as string ?? "", out var aux) ? aux : 0)) : null;

    private static Reference<DnsZone>? ZoneOf(PSObject row)
    {
        if (Cell(row, TextInput, "Zone", "Origin") is not string zone) return null;
        // A row that the panel returned has the ID of the zone.
        return row.Properties["sys_groupid"] is not null && NumberText.TryWhole(zone, out var id) && id > 0 ? new Reference<DnsZone>(id) : new Reference<DnsZone>(zone);
    }

    private static object? Cell(PSObject row, InputAttribute input, params string[] names)
    {
        foreach (var name in names)
        {
            if (row.Properties[name] is not { } column) continue;
            try
            {
                if (input.Read(column.Value) is { } read) return read;
            }
            catch (RuntimeException problem) { throw Unreadable(column.Name, problem.Message); }
        }

        return null;
    }

    private static RowException WrongObject(Type record) => new(Rule.WrongObject.Id, Titles.WrongObject(record, Titles.Of(typeof(DnsRecord))).Message);

    private static RowException Unreadable(string column, string message) => new("ParameterArgumentTransformationError", $"{column}: {message}");

    /// <summary>The values of the row, for the journal.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values()
    {
        yield return new("Record", (object?)Reference ?? Key);
        if (Name is not null) yield return new(nameof(Name), Name);
        if (Value is not null) yield return new(nameof(Value), Value);
        if (Priority is { } priority) yield return new(nameof(Priority), priority);
        if (Ttl is { } ttl) yield return new(nameof(Ttl), ttl);
        if (Active is { } active) yield return new(nameof(Active), active);
    }

    /// <summary>What the row is about, for its journal: the number of the record, or its zone, name, type, and value.</summary>
    public RowSubject About => Reference is { } reference ? RowSubject.Of(reference) : DnsRecordSubject.Of(Selector!.Zone, Selector.Name, Selector.Type, Selector.Value ?? "", Selector.Priority);

    /// <summary>Rows with the same text are about the same record, and are carried out in order.</summary>
    public string Subject => Reference?.Id is { } id ? id.ToString(CultureInfo.InvariantCulture) : Key;
}
