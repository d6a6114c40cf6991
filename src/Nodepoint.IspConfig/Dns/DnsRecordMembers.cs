using System.Globalization;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The members of a DNS record that a change can be about.</summary>
internal static class DnsRecordMembers
{
    /// <summary>The noun of its cmdlets.</summary>
    public const string Noun = "NpDnsRecord";

    private static readonly (string Name, Func<DnsRecord, string?> Text)[] All =
    [
        (nameof(DnsRecord.Name), static record => record.Name),
        (nameof(DnsRecord.Type), static record => record.Type.ToString()),
        (nameof(DnsRecord.Value), static record => record.Value),
        (nameof(DnsRecord.Priority), static record => record.Priority?.ToString(CultureInfo.InvariantCulture)),
        (nameof(DnsRecord.Ttl), static record => record.Ttl.ToString(CultureInfo.InvariantCulture)),
        (nameof(DnsRecord.Active), static record => record.Active.ToString()),
    ];

    /// <summary>The members that differ, with their values, the same in every culture; all of them that have a value if one record does not exist.</summary>
    /// <param name="before">The record as it is; null if it does not exist.</param>
    /// <param name="after">The record as it is to be; null if it does not exist any more.</param>
    public static IEnumerable<(string Member, string? From, string? To)> Differences(DnsRecord? before, DnsRecord? after)
        => All.Select(member => (member.Name, From: before is null ? null : member.Text(before), To: after is null ? null : member.Text(after))).Where(static member => member.From != member.To);

    /// <summary>The value of a member; null for none.</summary>
    /// <param name="member">The member.</param>
    /// <param name="record">The record.</param>
    public static string? Text(string member, DnsRecord record) => Array.Find(All, one => one.Name == member).Text(record);
}
