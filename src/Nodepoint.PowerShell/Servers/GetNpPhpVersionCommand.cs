using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets the PHP versions that servers offer for websites.</summary>
[Cmdlet(VerbsCommon.Get, "NpPhpVersion")]
[OutputType(typeof(PhpVersion))]
public sealed class GetNpPhpVersionCommand : ServerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRow() => WriteOfServers(Directory.PhpVersionsAsync);
}
