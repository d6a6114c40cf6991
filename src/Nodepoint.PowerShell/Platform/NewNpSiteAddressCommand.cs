using System.Buffers;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Gives a site a name whose address is that of the reverse proxy: creates its A and AAAA records.</summary>
/// <remarks>A name that is in use in any way, and a label that the platform profile reserves, is refused. The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.New, "NpSiteAddress", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
[Journaled]
public sealed partial class NewNpSiteAddressCommand : SiteAddressCommand
{
    private const string Records = "records";

    /// <summary>Accepts a name that has exactly these addresses already, so that the same command can be run again; its records are returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRead(out var label, out var zone)) return;
        Runner.Run(new RowWork(Label, label, async (row, cancel) =>
        {
            await (await Writer(row).PlanAdditionAsync(label, zone, SkipExisting, row, cancel).ConfigureAwait(false)).CarryOutAsync(row, cancel).ConfigureAwait(false);
            var records = await Writer(row).ReadAsync(label, zone, cancel).ConfigureAwait(false);
            foreach (var record in records) row.Write(record);
            row.Keep(records is [var first, ..] ? first.Id : 0, () => Store(records));
        })
        {
            About = SubjectOf(label, zone),
            What = $"site address {label} in zone {zone}",
            Action = "Create",
            PlanAsync = async (row, cancel) => await Writer(row).PlanAdditionAsync(label, zone, SkipExisting, row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = $"{label} {zone}",
            Restore = static (_, stored) => Restored(stored),
        });
    }

    private static ReadOnlyMemory<byte> Store(IReadOnlyList<DnsRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray(Records);
            foreach (var record in records) writer.WriteRawValue(DnsRecordTable.ToJournal(record).Span);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static object[] Restored(ReadOnlyMemory<byte> stored)
    {
        using var document = JsonDocument.Parse(stored);
        return [.. document.RootElement.GetProperty(Records).EnumerateArray().Select(static record => DnsRecordTable.FromJournal(Encoding.UTF8.GetBytes(record.GetRawText())))];
    }
}
