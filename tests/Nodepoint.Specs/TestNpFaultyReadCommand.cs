using System.Management.Automation;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.Specs;

/// <summary>A read that fails for keys with "bug" in them in a way that nobody expects.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NpFaultyRead")]
public sealed class TestNpFaultyReadCommand : PanelCommand
{
    [Parameter(ValueFromPipeline = true)]
    public string Key { get; set; } = "";

    protected override void ProcessRow()
    {
        var key = Key;
        if (TryRun(key, _ => key.Contains("bug", StringComparison.Ordinal) ? throw new ArgumentException("the value of " + key) : Task.FromResult(key), out var found)) WriteObject(found);
    }
}
