using System.Globalization;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Selects a record by its natural key, as a row of a CSV file names it.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Name">The name: @, www, or www.example.com.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">The value; null if the name and the type are enough.</param>
/// <param name="Priority">The priority, which counts if several records have the value; null if it is not known.</param>
public sealed record DnsRecordSelector(Reference<DnsZone> Zone, string Name, DnsRecordType Type, string? Value, int? Priority)
{
    /// <summary>Finds the record among those of its zone.</summary>
    /// <param name="records">The records of the zone.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>The record.</returns>
    /// <exception cref="PanelException">There is no such record.</exception>
    /// <exception cref="RuleException">There are several.</exception>
    internal DnsRecord Find(IReadOnlyList<DnsRecord> records, DnsZone zone)
    {
        var name = DnsName.Parse(Name, zone.Origin).Fqdn;
        var found = records.Where(record => record.Type == Type && record.Fqdn == name).ToList();
        if (Value is not null) found = found.FindAll(record => IsValueOf(record, zone.Origin));
        if (found.Count > 1 && Priority is not null && found.FindAll(record => record.Priority == Priority) is [var exact]) found = [exact];
        return found switch
        {
            [var one] => one,
            [] => throw PanelException.NotFound("dns_rr_get_all_by_zone", $"DNS record {this} in zone {zone}", "To change the value of a record, keep its column Id in the row."),
            _ => throw new RuleException(Rule.KeyMismatch, string.Create(CultureInfo.InvariantCulture, $"Zone {zone} has {found.Count} records {Name} {Type}{(Value is null ? "" : " with this value")}, so the row does not say which one is meant. Nothing was sent. Add the column {(Value is null ? "Value or Id" : "Id")}.")),
        };
    }

    /// <summary>Returns the name, the type, and the value.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Value is null ? $"{Name} {Type}" : $"{Name} {Type} {Value}";

    private bool IsValueOf(DnsRecord record, string origin) => IsValueOf(Value!, record, origin);

    /// <summary>Whether a text is the value of a record, in whatever form it is written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="record">The record.</param>
    /// <param name="origin">The zone, with a trailing dot.</param>
    /// <exception cref="RuleException">It is not a value of the record's type.</exception>
    internal static bool IsValueOf(string value, DnsRecord record, string origin)
        => record.Value == value || DnsRecordData.Parse(record.Type, value, record.Priority, origin).IsEquivalentTo(record.Data, origin);
}
