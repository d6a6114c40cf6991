using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets a value that a script stores on the panel.</summary>
[Cmdlet(VerbsCommon.Get, "NpConfigValue")]
[OutputType(typeof(ConfigValue))]
public sealed class GetNpConfigValueCommand : PanelCommand
{
    /// <summary>The group of the value; up to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 64)]
    public string Group { get; set; } = "";

    /// <summary>The name of the value within its group; up to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 64)]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (TryRun($"{Group}/{Name}", async cancel => await new ConfigValues(Connection).GetAsync(Group, Name, cancel).ConfigureAwait(false)
            ?? throw PanelException.NotFound("config_value_get", $"value {Group}/{Name}"), out var value)) WriteObject(value);
    }
}
