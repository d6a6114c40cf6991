using System.Collections;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Refuses $null for a panel: a variable that turned out empty must not mean the default panel.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotNullPanelAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null || (arguments is IList list && (list.Count == 0 || list.Contains(null)))) throw new ValidationMetadataException("-Panel is $null. Specify a connection or its name, or remove -Panel to use the default panel.");
    }
}
