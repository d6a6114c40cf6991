using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>It.</summary>
[Cmdlet(VerbsCommon.Add, "Spec")]
public sealed class AddSpecCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    public ScriptBlock? Test { get; set; }

    [Parameter]
    [Alias("ForEach")]
    [AllowEmptyCollection]
    public object[]? TestCases { get; set; }

    [Parameter]
    public string[]? Tag { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    protected override void EndProcessing()
    {
        var file = SpecFile.Discovered(MyInvocation.InvocationName);
        if (Test is null)
            throw new PSArgumentException($"'{Name}' has no script block. (Is its opening curly brace on the next line?)");
        foreach (var data in Cases.Of(TestCases))
            file.Add(Cases.Title(Name, file.Open.FromOutermost.Reverse().Select(block => block.Data).Prepend(data)), Test, data, Skip);
    }
}
