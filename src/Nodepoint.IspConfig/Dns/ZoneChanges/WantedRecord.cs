namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>A record that a zone is to have.</summary>
/// <param name="Record">The record, without the ID of its zone.</param>
/// <param name="HasTtl">Whether its time to live is specified; otherwise it does not matter.</param>
internal sealed record WantedRecord(DnsRecord Record, bool HasTtl);
