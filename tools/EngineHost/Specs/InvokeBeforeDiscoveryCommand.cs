using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>BeforeDiscovery: runs at once, in the place where it is written.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BeforeDiscovery")]
public sealed class InvokeBeforeDiscoveryCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    protected override void EndProcessing()
    {
        SpecFile.Discovered("BeforeDiscovery");
        Scope.Here(this, ScriptBlock);
    }
}
