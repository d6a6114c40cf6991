using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Names a DNS record in messages and journals.</summary>
internal static class DnsRecordKey
{
    /// <summary>The key of a record in a journal: its ID, with its name, type, and value if they are known.</summary>
    public static string Of(Reference<DnsRecord> reference) => reference.Value is { } record ? string.Create(CultureInfo.InvariantCulture, $"{record} {record.Value} ({record.Id})") : reference.ToString();

    /// <summary>The record for -WhatIf and -Confirm.</summary>
    public static string Describe(Reference<DnsRecord> reference) => $"DNS record {(reference.Value is { } record ? $"{record} {record.Value}" : reference.ToString())}";
}
