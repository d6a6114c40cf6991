using System.Management.Automation;

namespace Nodepoint.EngineHost.Commands;

/// <summary>Set-Variable. Compiled, since a function would set it in its own scope.</summary>
[Cmdlet(VerbsCommon.Set, "Variable")]
public sealed class SetVariableCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true)]
    public object? Value { get; set; }

    [Parameter]
    [ValidateSet("Global", "Script", "Local")]
    public string Scope { get; set; } = "Local";

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            SessionState.PSVariable.Set($"{Scope}:{name}", Value);
    }
}
