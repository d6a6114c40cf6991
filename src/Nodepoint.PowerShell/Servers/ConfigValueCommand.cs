using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>The base of the cmdlets that change values which scripts store on the panel.</summary>
[Journaled]
public abstract partial class ConfigValueCommand : PanelCommand
{
    /// <summary>The group of the value; up to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 64)]
    public string Group { get; set; } = "";

    /// <summary>The name of the value within its group; up to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 64)]
    public string Name { get; set; } = "";

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The panel's functions for these values.</summary>
    private protected static ConfigValues Values(Row row) => new(row.Panel.Connection) { Tables = row.Panel.Lookup.Preview };

    /// <summary>What the panel answers if the value does not exist.</summary>
    private protected static PanelException Missing(Row row, string function) => row.Panel.Connection.Refusal(function, "There is no record with this group plus name field combination.");
}
