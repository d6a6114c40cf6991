namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The lengths of fingerprints by their kind.</summary>
internal static class Fingerprints
{
    /// <summary>What is wrong with the length of a fingerprint, or null.</summary>
    /// <param name="record">The record's type.</param>
    /// <param name="kind">The kind's number and name: "2 (SHA-256)".</param>
    /// <param name="digits">The fingerprint's digits.</param>
    /// <param name="expected">How many digits there must be; 0 if any number will do.</param>
    internal static string? LengthWarning(DnsRecordType record, int kind, string digits, int expected) => expected == 0 || digits.Length == expected
        ? null
        : $"The fingerprint of {record} has {digits.Length} digits, but one of type {kind} has {expected}: BIND will not load the zone with it.";
}
