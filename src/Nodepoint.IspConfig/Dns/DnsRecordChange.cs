using Nodepoint.IspConfig.Panel.Changes;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The change of a DNS record by one call.</summary>
/// <param name="before">The record as it was; null for a new one, or if it is not known.</param>
/// <param name="after">The record as the call leaves it; null for one that is removed.</param>
/// <param name="isNew">Whether the call adds it.</param>
internal sealed class DnsRecordChange(DnsRecord? before, DnsRecord? after, bool isNew = false) : ICallChange
{
    /// <inheritdoc/>
    public ObservedChange Describe(string function)
    {
        var record = before ?? after!;
        return new ObservedChange(function, isNew ? ObservedAction.Add : after is null ? ObservedAction.Remove : ObservedAction.Change)
        {
            Noun = DnsRecordMembers.Noun,
            Key = record.ToString(),
            Id = record.Id > 0 ? record.Id : null,
            Members = before is null || after is null ? [] : [.. DnsRecordMembers.Differences(before, after).Select(one => new MemberChange(one.Member, one.From, one.To))],
        };
    }
}
