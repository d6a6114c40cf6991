using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Removes a record; the zone's serial rises once per command.</summary>
[Cmdlet(VerbsCommon.Remove, "NpDnsRecord", SupportsShouldProcess = true)]
public sealed class RemoveNpDnsRecordCommand : DnsRecordCommand
{
    /// <summary>The record, from Get-NpDnsRecord, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Record.Value is { } shown ? $"{shown} {shown.Value}" : Record.ToString(), "Remove record")) return;
        var reference = Record;
        Enqueue(reference.Value ?? (object)reference, (row, cancel) => RemoveAsync(row, reference, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<DnsRecord> reference, CancellationToken cancel)
    {
        var (zone, content, record) = await LocateAsync(reference, cancel).ConfigureAwait(false);
        Touch(zone);
        var removed = await Connection.CallAsync(DnsRecordTable.DeleteCall(record), static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        if (removed == 0) throw PanelException.NotFound("dns_a_delete", $"record '{record}'");
        content.Replace(record, null);
        row.Verbose($"record {record} was removed.");
    }
}
