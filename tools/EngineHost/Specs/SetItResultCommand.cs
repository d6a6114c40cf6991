using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>Set-ItResult: ends a spec that finds it can't be answered here.</summary>
[Cmdlet(VerbsCommon.Set, "ItResult")]
public sealed class SetItResultCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Skipped { get; set; }

    [Parameter]
    public SwitchParameter Inconclusive { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void EndProcessing() => ThrowTerminatingError(
        new ErrorRecord(new SkippedException(Because ?? "no reason given"), "PesterTestSkipped", ErrorCategory.InvalidResult, null));
}

internal sealed class SkippedException(string because) : Exception(because);
