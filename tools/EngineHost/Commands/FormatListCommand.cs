using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nodepoint.EngineHost.Commands;

/// <summary>Format-List, by the engine's own layout.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineInternals.LayOut(this, "List");
}
