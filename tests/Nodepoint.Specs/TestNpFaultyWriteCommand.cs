using System.Management.Automation;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.Specs;

/// <summary>A write that fails for keys with "bug" in them in a way that nobody expects.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NpFaultyWrite", SupportsShouldProcess = true)]
public sealed class TestNpFaultyWriteCommand : PanelCommand, IJournaled
{
    [Parameter]
    public ThrottleLimit? ThrottleLimit { get; set; }

    [Parameter]
    public string? Journal { get; set; }

    [Parameter]
    public int TotalCount { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public string Key { get; set; } = "";

    /// <summary>The exception.</summary>
    [Parameter]
    public Type Type { get; set; } = typeof(InvalidOperationException);

    /// <summary>Whether something was sent before.</summary>
    [Parameter]
    public SwitchParameter AfterSending { get; set; }

    protected override void ProcessRow()
    {
        var key = Key;
        Runner.Run(new RowWork(key, key, async (row, cancel) =>
        {
            if (AfterSending) await row.Panel.Sender.RepeatAsync(row, key, static _ => Task.FromResult(1), cancel).ConfigureAwait(false);
            if (key.Contains("bug", StringComparison.Ordinal)) throw (Exception)Activator.CreateInstance(Type, "the value of " + key)!;
            row.Write(key);
        })
        {
            What = key,
            Action = "Test",
            PlanAsync = static (_, _) => throw new NotSupportedException(),
        });
    }
}
