using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Removes a DNS record.</summary>
/// <remarks>The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.Remove, "NpDnsRecord", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpDnsRecordCommand : PanelCommand
{
    /// <summary>The record from Get-NpDnsRecord, or its ID.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var reference = Record;
        Runner.Run(new RowWork(reference.Value ?? (object)reference, DnsRecordKey.Of(reference), (row, cancel) => RemoveAsync(row, reference, cancel))
        {
            What = DnsRecordKey.Describe(reference),
            Action = "Remove",
            PreviewAsync = async (row, cancel) => (await Writer(row).PlanRemovalAsync(reference, row, cancel).ConfigureAwait(false)).Action,
        });
    }

    private protected override object CreateWriter(CommandPanel panel) => new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel.Connection), WriteOptions.Default);

    private static DnsRecordWriter Writer(Row row) => (DnsRecordWriter)row.Panel.Writer!;

    private static async Task RemoveAsync(Row row, Reference<DnsRecord> reference, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanRemovalAsync(reference, row, cancel).ConfigureAwait(false);
        var (_, removed) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        if (removed is not null) row.Keep(removed.Id);
    }
}
