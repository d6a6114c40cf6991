using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>One change that makes a zone of the panel what a file says.</summary>
public sealed record ZoneChange : IPanelResult
{
    /// <summary>What is done.</summary>
    public required ZoneChangeAction Action { get; init; }

    /// <summary>The zone, with a trailing dot.</summary>
    public required string Zone { get; init; }

    /// <summary>The name of the record relative to the zone; @ for the zone itself.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the record; SOA for the zone's own values.</summary>
    public required string Type { get; init; }

    /// <summary>The value that the record has afterwards, or that is removed.</summary>
    public required string Value { get; init; }

    /// <summary>The priority of an MX, SRV, or NAPTR record; null for other types.</summary>
    public int? Priority { get; init; }

    /// <summary>The time to live of the record in seconds; null for the zone's own values.</summary>
    public long? Ttl { get; init; }

    /// <summary>What a change replaces: the old value, or the old values by name, such as TTL 3600; null for an addition or a removal.</summary>
    public string? From { get; init; }

    /// <summary>What it is replaced with; null for an addition or a removal.</summary>
    public string? To { get; init; }

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The record as it is; null for an addition.</summary>
    internal DnsRecord? Before { get; init; }

    /// <summary>The record as it is to be; null for a removal. Without its zone's ID if the zone is new.</summary>
    internal DnsRecord? After { get; init; }

    /// <summary>The zone as it is to be, if its own values change or it is added; null otherwise.</summary>
    internal DnsZone? ZoneAfter { get; init; }

    /// <summary>What the change was planned from; null for a zone that does not exist yet.</summary>
    internal ZoneSnapshot? Source { get; init; }

    /// <summary>Whether the zone itself is added.</summary>
    internal bool IsNewZone => Action == ZoneChangeAction.Add && ZoneAfter is not null;

    /// <summary>The change in words, without the zone: "change A www 203.0.113.11 -> 203.0.113.10".</summary>
    internal string Words => this switch
    {
        { IsNewZone: true } => "add zone",
        { Action: ZoneChangeAction.Add } => $"add {Type} {Name} {Show(After!, Zone)}",
        { Action: ZoneChangeAction.Remove } => $"remove {Type} {Name} {Show(Before!, Zone)}",
        { ZoneAfter: not null } => $"change SOA {From} -> {To}",
        _ when Text(Before!, Zone) == Text(After!, Zone) => $"change {Type} {Name} {Show(After!, Zone)} {From} -> {To}",
        _ => $"change {Type} {Name} {From} -> {To}",
    };

    /// <summary>Returns the change as a sentence: "example.com: change A www 203.0.113.11 -> 203.0.113.10".</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => $"{Zone.TrimEnd('.')}: {Words}";

    /// <summary>The value of a record with its priority, on one line.</summary>
    internal static string Show(DnsRecord record, string zone)
    {
        var text = Text(record, zone);
        return text.Any(char.IsControl) ? MasterFileText.Quote(text) : text;
    }

    private static string Text(DnsRecord record, string zone) => $"{(record.Priority is { } priority ? $"{priority} " : "")}{record.Data.AbsoluteValue(zone)}";
}
