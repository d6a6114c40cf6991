using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Changes a setting of the panel itself.</summary>
/// <remarks>The settings of its section are read first, because the panel accepts any section and name.</remarks>
[Cmdlet(VerbsCommon.Set, "NpSystemConfig", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpSystemConfigCommand : SetConfigCommand
{
    /// <inheritdoc/>
    protected override void ProcessRow() => Set(Connection, "", static (_, _) => Task.FromResult<Server?>(null));

    private protected override (object Target, (string, object?)[] Named, Func<Row, CancellationToken, Task<Server?>> Find)? TargetOf(string name)
        => name.Length > 0 ? null : (Connection, [], static (_, _) => Task.FromResult<Server?>(null));
}
