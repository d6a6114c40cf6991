using System.Management.Automation;
using Nodepoint.IspConfig;

namespace Nodepoint.PowerShell;

/// <summary>Shows the open connections; the default is marked.</summary>
[Cmdlet(VerbsCommon.Get, "NpPanel")]
[OutputType(typeof(PanelConnection))]
public sealed class GetNpPanelCommand : PSCmdlet
{
    /// <summary>The name of the connections wanted; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        var open = OpenPanels.All;
        foreach (var connection in open.Where(connection => pattern.IsMatch(connection.Name)))
        {
            var output = PSObject.AsPSObject(connection);
            output.Properties.Remove("IsDefault");
            output.Properties.Add(new PSNoteProperty("IsDefault", ReferenceEquals(connection, open[^1])));
            WriteObject(output);
        }
    }
}
