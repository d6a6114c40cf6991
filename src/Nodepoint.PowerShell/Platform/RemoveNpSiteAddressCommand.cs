using System.Management.Automation;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Removes the name of a site: its A and AAAA records, if they point to the reverse proxy.</summary>
[Cmdlet(VerbsCommon.Remove, "NpSiteAddress", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpSiteAddressCommand : SiteAddressCommand
{
    /// <summary>Removes address records that do not point to the reverse proxy, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRead(out var label, out var zone)) return;
        Runner.Run(new RowWork(Label, label, async (row, cancel) => row.Keep((await (await Writer(row).PlanRemovalAsync(label, zone, Force, row, cancel).ConfigureAwait(false)).CarryOutAsync(row, cancel).ConfigureAwait(false)).Record?.Id ?? 0))
        {
            About = SubjectOf(label, zone),
            What = $"site address {label} in zone {zone}",
            Action = "Remove",
            PlanAsync = async (row, cancel) => await Writer(row).PlanRemovalAsync(label, zone, Force, row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = $"{label} {zone}",
        });
    }
}
