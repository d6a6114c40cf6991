using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nodepoint.EngineHost.Commands;

/// <summary>Format-Table, by the engine's own layout.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineInternals.LayOut(this, "Table");
}
