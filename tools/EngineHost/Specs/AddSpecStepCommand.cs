using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>BeforeAll, BeforeEach, AfterEach and AfterAll: which one, is the name it was called by.</summary>
[Cmdlet(VerbsCommon.Add, "SpecStep")]
public sealed class AddSpecStepCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Scriptblock { get; set; } = null!;

    protected override void EndProcessing() =>
        SpecFile.Discovered(MyInvocation.InvocationName).Open.AddStep(MyInvocation.InvocationName, Scriptblock);
}
