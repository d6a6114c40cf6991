using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>Describe and Context. A cmdlet, and not a function, so that none of its own variables can be seen from inside the block.</summary>
[Cmdlet(VerbsCommon.Add, "SpecBlock")]
public sealed class AddSpecBlockCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    public ScriptBlock? Fixture { get; set; }

    [Parameter]
    public string[]? Tag { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    [AllowEmptyCollection]
    public object[]? ForEach { get; set; }

    protected override void EndProcessing()
    {
        var file = SpecFile.Discovered(MyInvocation.InvocationName);
        if (Fixture is null)
            throw new PSArgumentException($"'{Name}' has no script block. (Is its opening curly brace on the next line?)");
        foreach (var data in Cases.Of(ForEach))
        {
            var name = Cases.Title(Name, file.Open.FromOutermost.Reverse().Select(block => block.Data).Prepend(data));
            var block = new SpecBlock(file.Open, name, data, Skip);
            file.Open.Parts.Add(block);
            file.Within(block, () => Scope.New(this, () =>
            {
                Cases.SetVariables(SessionState, data);
                Scope.Here(this, Fixture);
            }));
        }
    }
}
