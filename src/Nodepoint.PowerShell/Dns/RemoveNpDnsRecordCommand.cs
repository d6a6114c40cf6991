using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Removes a DNS record.</summary>
/// <remarks>The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.Remove, "NpDnsRecord", SupportsShouldProcess = true)]
public sealed class RemoveNpDnsRecordCommand : DnsRecordCommand
{
    /// <summary>The record from Get-NpDnsRecord, or its ID.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Describe($"DNS record {(Record.Value is { } shown ? $"{shown} {shown.Value}" : Record.ToString())}"), "Remove")) return;
        var reference = Record;
        Enqueue(reference.Value ?? (object)reference, KeyOf(reference), (row, cancel) => RemoveAsync(row, reference, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<DnsRecord> reference, CancellationToken cancel)
    {
        (DnsZone Zone, ZoneContent Content, DnsRecord Record) found;
        try { found = await LocateAsync(reference, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && row.MayBeDone)
        {
            row.Verbose($"DNS record {reference} was removed by an earlier run.");
            if (reference.Value is { } removedBefore) await TouchAsync(await Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(removedBefore.ZoneId), cancel).ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }

        row.MarkChecked();
        var (zone, content, record) = found;
        row.Keep(record.Id);
        await TouchAsync(zone).ConfigureAwait(false);
        var (removed, sent) = await RepeatAsync(row, $"record {record}", DnsRecordTable.DeleteCall(record), cancel).ConfigureAwait(false);
        // What is missing when the request is sent again was removed by the request whose response was lost.
        if (removed == 0 && sent == 1) throw PanelException.NotFound("dns_a_delete", $"DNS record '{record}'");
        content.Replace(record, null);
        row.Verbose($"DNS record {record} was removed.");
    }
}
