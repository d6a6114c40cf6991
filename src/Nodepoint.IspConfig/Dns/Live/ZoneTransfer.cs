namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>The records that a server transferred.</summary>
/// <param name="Records">The records, the SOA record once.</param>
/// <param name="IsComplete">Whether these are all records of the zone. Only the beginning of a large transfer is read.</param>
internal sealed record ZoneTransfer(IReadOnlyList<DnsResponseRecord> Records, bool IsComplete);
