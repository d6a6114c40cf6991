using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Removes a value that a script stores on the panel.</summary>
[Cmdlet(VerbsCommon.Remove, "NpConfigValue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveNpConfigValueCommand : ConfigValueCommand
{
    private protected override RowWork WorkOn(string group, string name)
    {
        var key = $"{group}/{name}";
        return new RowWork(key, key, (row, cancel) => RemoveAsync(row, group, name, cancel))
        {
            FinishAsync = async (row, cancel) => await Values(row).GetAsync(group, name, cancel).ConfigureAwait(false) is null,
            What = $"value {key}",
            Action = "Remove",
            Subject = key,
            PlanAsync = (row, cancel) => PlanAsync(row, group, name, cancel),
            IsPlannedInOrder = true,
        };
    }

    private static async Task<WritePlan> PlanAsync(Row row, string group, string name, CancellationToken cancel)
    {
        if (await Values(row).GetAsync(group, name, cancel).ConfigureAwait(false) is not { } existing) throw Missing(row, "config_value_delete");
        return new PlainPlan($"value {existing}", "Remove") { Note = () => Values(row).Preview(group, name, null) };
    }

    private static async Task RemoveAsync(Row row, string group, string name, CancellationToken cancel)
    {
        var key = $"{group}/{name}";
        try
        {
            await row.Panel.Sender.ResolveAsync(row, $"value {key}", async token =>
            {
                await Values(row).RemoveAsync(group, name, token).ConfigureAwait(false);
                return key;
            }, async token => await Values(row).GetAsync(group, name, token).ConfigureAwait(false) is null ? key : null, cancel).ConfigureAwait(false);
            row.Verbose($"Value {key} was removed.");
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && row.MayBeDone) { row.Verbose($"Value {key} was removed by an earlier run."); }
    }
}
