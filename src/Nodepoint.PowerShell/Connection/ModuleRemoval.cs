using System.Management.Automation;
using Nodepoint.PowerShell.Sandbox;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Logs out of every panel and stops every sandbox when the module is removed.</summary>
public sealed class ModuleRemoval : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        OpenPanels.CloseAll();
        Sandboxes.StopAll();
    }
}
