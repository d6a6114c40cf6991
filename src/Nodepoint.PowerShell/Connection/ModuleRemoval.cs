using System.Management.Automation;
using Nodepoint.PowerShell.Sandbox;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Closes all connections and stops all sandboxes when the module is removed.</summary>
public sealed class ModuleRemoval : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        OpenPanels.CloseAll();
        Sandboxes.StopAll();
    }
}
