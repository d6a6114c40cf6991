using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Changes a setting of the panel itself.</summary>
/// <remarks>The settings of its section are read first, because the panel accepts any section and name.</remarks>
[Cmdlet(VerbsCommon.Set, "NpSystemConfig", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpSystemConfigCommand : SetConfigCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Set(Connection, "", static (_, _) => Task.FromResult<Server?>(null));
}
