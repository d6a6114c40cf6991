using System.Globalization;

namespace Nodepoint.IspConfig.Dns;

/// <summary>What a change of a DNS record can set.</summary>
internal static class DnsRecordMembers
{
    /// <summary>The noun of its cmdlets.</summary>
    public const string Noun = "NpDnsRecord";

    /// <summary>The members that differ, with their values.</summary>
    /// <param name="before">The record as it is.</param>
    /// <param name="after">The record as it is to be.</param>
    public static IEnumerable<(string Member, string? From, string? To)> Differences(DnsRecord before, DnsRecord after)
        => Of(before).Zip(Of(after), static (from, to) => (from.Member, From: from.Value, To: to.Value)).Where(static member => member.From != member.To);

    private static (string Member, string? Value)[] Of(DnsRecord record) =>
    [
        (nameof(DnsRecord.Name), record.Name), (nameof(DnsRecord.Value), record.Value), (nameof(DnsRecord.Priority), Text(record.Priority)), (nameof(DnsRecord.Ttl), Text(record.Ttl)),
        (nameof(DnsRecord.Active), record.Active.ToString()),
    ];

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
