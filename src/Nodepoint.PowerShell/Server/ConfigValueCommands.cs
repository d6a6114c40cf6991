using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell;

/// <summary>The base of the cmdlets for values that scripts keep on the panel.</summary>
public abstract class ConfigValueCommand : PanelCommand
{
    /// <summary>The group; up to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 64)]
    public string Group { get; set; } = "";

    /// <summary>The name within the group; up to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 64)]
    public string Name { get; set; } = "";

    /// <summary>The values of the panel.</summary>
    protected ConfigValues Values => new(Connection);
}

/// <summary>Reads a value that a script keeps on the panel.</summary>
[Cmdlet(VerbsCommon.Get, "NpConfigValue")]
[OutputType(typeof(ConfigValue))]
public sealed class GetNpConfigValueCommand : ConfigValueCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryRun($"{Group}/{Name}", async cancel => await Values.GetAsync(Group, Name, cancel).ConfigureAwait(false)
            ?? throw PanelException.NotFound("config_value_get", $"value {Group}/{Name}"), out var value)) WriteObject(value);
    }
}

/// <summary>Keeps a value on the panel for scripts.</summary>
[Cmdlet(VerbsCommon.Set, "NpConfigValue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpConfigValueCommand : ConfigValueCommand
{
    /// <summary>The value; not empty.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    /// <summary>Replace sets it in any case, Add only where there is none yet, Update only where there is one.</summary>
    [Parameter]
    public ConfigValueMode Mode { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var value = new ConfigValue(Group, Name, Value);
        if (ShouldProcess(value.ToString(), "Set value")) TryRun(value, cancel => Values.SetAsync(value, Mode, cancel));
    }
}

/// <summary>Removes a value that a script keeps on the panel.</summary>
[Cmdlet(VerbsCommon.Remove, "NpConfigValue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveNpConfigValueCommand : ConfigValueCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess($"{Group}/{Name}", "Remove value")) TryRun($"{Group}/{Name}", cancel => Values.RemoveAsync(Group, Name, cancel));
    }
}
