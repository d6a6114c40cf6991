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

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        var specified = Runner.Specified;
        Runner.Specified = () => Recorded(specified());
        Runner.Missing = subject => Split(subject).Select(named => new MissingRow(WorkOn(named.Group, named.Name), Recorded(CommandLineWith((nameof(Group), named.Group), (nameof(Name), named.Name)))));
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Group, Name));

    /// <summary>The work for a value.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="name">Its name.</param>
    private protected abstract RowWork WorkOn(string group, string name);

    /// <summary>Those of a row's parameters that may be in a journal.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, object?>> Recorded(IEnumerable<KeyValuePair<string, object?>> given) => given;

    // Both can have slashes in them.
    private static IEnumerable<(string Group, string Name)> Split(string subject)
        => Enumerable.Range(0, subject.Length).Where(place => subject[place] == '/').Select(place => (subject[..place], subject[(place + 1)..]));

    /// <summary>The panel's functions for these values.</summary>
    private protected static ConfigValues Values(Row row) => new(row.Panel.Connection) { Tables = row.Panel.Lookup.Preview };

    /// <summary>What the panel answers if the value does not exist.</summary>
    private protected static PanelException Missing(Row row, string function) => row.Panel.Connection.Refusal(function, "There is no record with this group plus name field combination.");
}
