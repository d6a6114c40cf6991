namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Checks the length of fingerprints.</summary>
internal static class Fingerprints
{
    /// <summary>The warning about a fingerprint of the wrong length, or null.</summary>
    /// <param name="record">Record type.</param>
    /// <param name="kind">Number of the digest type.</param>
    /// <param name="digits">Digits of the fingerprint.</param>
    /// <param name="expected">Expected number of digits; 0 for any.</param>
    internal static string? LengthWarning(DnsRecordType record, int kind, string digits, int expected) => expected == 0 || digits.Length == expected
        ? null
        : $"The fingerprint of {record} has {digits.Length} digits, but type {kind} has {expected} digits. BIND does not load a zone with this record.";
}
