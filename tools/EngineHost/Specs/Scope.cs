using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>
/// Where script blocks run. What BeforeAll sets has to be there in the blocks and specs below it, and gone after them;
/// so a block or spec opens a scope, and its steps are dot-sourced into it.
/// </summary>
internal static class Scope
{
    // The engine opens a scope only for a script block, so one is run whose only command comes back to us.
    private static readonly ScriptBlock Opening = ScriptBlock.Create("Invoke-SpecPart $args[0]");

    public static void New(PSCmdlet from, Action body) => from.InvokeCommand.InvokeScript(true, Opening, null, body);

    public static void Here(PSCmdlet from, ScriptBlock script, params object?[] arguments) =>
        from.InvokeCommand.InvokeScript(false, script, null, arguments);
}

/// <summary>The inside of a scope that was opened by <see cref="Scope.New"/>.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SpecPart")]
public sealed class InvokeSpecPartCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Action Body { get; set; } = null!;

    protected override void EndProcessing() => Body();
}
