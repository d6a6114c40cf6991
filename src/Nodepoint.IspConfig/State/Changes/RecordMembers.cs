using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>The members of a DNS record that a change can be about.</summary>
internal static class RecordMembers
{
    /// <summary>The members in which two records differ; all of them if one does not exist.</summary>
    public static IReadOnlyList<ChangedMember> Differences(DnsRecord? from, DnsRecord? to)
        => [.. DnsRecordMembers.Differences(from, to).Select(change => Describe(change.Member, from is null ? null : change.From ?? "", to is null ? null : change.To ?? "")).Where(change => (change.From ?? change.To)!.Length > 0 || (from is not null && to is not null))];

    /// <summary>Whether two records have the same value of a member.</summary>
    public static bool Same(string member, DnsRecord one, DnsRecord other) => Text(member, one) == Text(member, other);

    /// <summary>The value of a member.</summary>
    public static string Text(string member, DnsRecord record) => DnsRecordMembers.Text(member, record) ?? "";

    /// <summary>A record with members of another one.</summary>
    public static DnsRecord With(DnsRecord record, DnsRecord other, IReadOnlyCollection<string> members) => record with
    {
        StoredName = members.Contains(nameof(DnsRecord.Name)) ? other.StoredName : record.StoredName,
        Type = members.Contains(nameof(DnsRecord.Type)) ? other.Type : record.Type,
        Data = members.Contains(nameof(DnsRecord.Value)) || members.Contains(nameof(DnsRecord.Priority)) || members.Contains(nameof(DnsRecord.Type)) ? other.Data : record.Data,
        Ttl = members.Contains(nameof(DnsRecord.Ttl)) ? other.Ttl : record.Ttl,
        Active = members.Contains(nameof(DnsRecord.Active)) ? other.Active : record.Active,
    };

    /// <summary>Describes the change of a member.</summary>
    public static ChangedMember Describe(string member, string? from, string? to) => new(member, from, to) { Words = ChangeText.Of(member, from, to ?? "") };
}
