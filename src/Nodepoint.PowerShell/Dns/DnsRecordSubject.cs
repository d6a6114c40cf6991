using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>What a row about a DNS record is about, for its journal: zone, name, type, and value, however they are written.</summary>
internal static class DnsRecordSubject
{
    private static readonly string[] Key = ["Zone", "Name", "Type", "Value"];

    /// <summary>The subject of a record.</summary>
    /// <param name="zone">The zone; null if the name is a full one.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="value">The value.</param>
    /// <param name="priority">The priority; null for none.</param>
    public static RowSubject Of(Reference<DnsZone>? zone, string name, DnsRecordType type, string value, int? priority)
    {
        var origin = (zone?.Value?.Origin ?? zone?.Key ?? "").Trim().TrimEnd('.').ToLowerInvariant();
        name = name.Trim().ToLowerInvariant();
        if (origin.Length > 0 && name.EndsWith('.')) name = name.TrimEnd('.') is var full && full == origin ? "@" : full.EndsWith("." + origin, StringComparison.Ordinal) ? full[..^(origin.Length + 1)] : name;
        try { value = DnsRecordData.Parse(type, value, priority, origin.Length == 0 ? "invalid." : origin + ".").Value; }
        // What is wrong with it is an error when the row is carried out.
        catch (RuleException) { }

        return new RowSubject($"{RowSubject.NumberOf(zone) ?? origin} {(name.Length == 0 ? "@" : name)} {type} {value}") { Covered = Key };
    }
}
