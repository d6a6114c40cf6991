using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Plans to give a name a text: in a record that it has, or in a new one.</summary>
/// <param name="records">Writes DNS records.</param>
internal sealed class TextRecordWriter(DnsRecordWriter records)
{
    /// <summary>Plans the text.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="name">The absolute name, without a trailing dot.</param>
    /// <param name="before">The record that gets the text, and is enabled; null for a new one.</param>
    /// <param name="text">The text.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The record conflicts with others, or the panel cannot be reached.</exception>
    public Task<WritePlan<DnsRecord>> PlanAsync(ZoneContent content, string name, DnsRecord? before, string text, IWriteLog log, CancellationToken cancel)
    {
        var data = TxtData.OfText(text);
        if (before is not null) return records.PlanChangeAsync(new Reference<DnsRecord>(before), (_, record) => record with { Data = DomainTexts.TextOf(record) == text ? record.Data : data, Active = true }, log, cancel);
        records.Lookup.Trust(DnsZoneNoun.Instance, content.Zone);
        // The time to live is that of the name's other TXT records.
        return records.PlanAdditionAsync(new Reference<DnsZone>(content.Zone.Id), found => new DnsRecord
        {
            Zone = found.Origin, ZoneId = found.Id, ServerId = found.ServerId, Type = DnsRecordType.TXT, Data = data, Ttl = 0,
        }.Named(name + "."), log, cancel);
    }

    /// <summary>Plans the removal of records.</summary>
    /// <param name="existing">The records.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">A record was not found, or the panel cannot be reached.</exception>
    public async Task<List<WritePlan<DnsRecord>>> PlanRemovalAsync(IEnumerable<DnsRecord> existing, IWriteLog log, CancellationToken cancel)
    {
        var steps = new List<WritePlan<DnsRecord>>();
        foreach (var record in existing) steps.Add(await records.PlanRemovalAsync(new Reference<DnsRecord>(record), log, cancel).ConfigureAwait(false));
        return steps;
    }
}
