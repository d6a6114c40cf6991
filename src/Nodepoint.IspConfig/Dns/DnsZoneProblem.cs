namespace Nodepoint.IspConfig.Dns;

/// <summary>A problem of a record in its zone.</summary>
/// <param name="Record">The record.</param>
/// <param name="Conflict">What is wrong.</param>
public sealed record DnsZoneProblem(IDnsRecord Record, DnsConflict Conflict);
