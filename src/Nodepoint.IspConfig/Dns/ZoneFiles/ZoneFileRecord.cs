using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>A record in a master file (RFC 1035 5). New-NpDnsRecord accepts it from the pipeline.</summary>
[TableView("Line:5> Zone:18 Name:16 Type:5 Priority:8> Ttl:6> Value")]
[ResultOf(typeof(DnsRecord))]
public record ZoneFileRecord
{
    /// <summary>The zone, with a trailing dot.</summary>
    public required string Zone { get; init; }

    /// <summary>The name relative to the zone; @ for the zone itself.</summary>
    public required string Name { get; init; }

    /// <summary>The type: SOA or one of the panel's types.</summary>
    public required string Type { get; init; }

    /// <summary>The value without the priority, with absolute host names; for a TXT record the text itself.</summary>
    public required string Value { get; init; }

    /// <summary>The preference of MX, the priority of SRV, or the order of NAPTR, from 0 to 65535; null for other types.</summary>
    public int? Priority { get; init; }

    /// <summary>Time to live in seconds, from 0 to 2147483647 (RFC 2181).</summary>
    public required long Ttl { get; init; }

    /// <summary>Whether the record is served, or the zone of an SOA record. In a file, what is not served is a comment of Export-NpDnsZone.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The line of the file in which the record begins, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Returns the record on one line.</summary>
    /// <returns>The record.</returns>
    public override string ToString() => $"{Name} {Ttl} {Type} {(Priority is { } priority ? $"{priority} " : "")}{Value}";
}
