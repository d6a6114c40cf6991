using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Nodepoint.PowerShell.Sandbox;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Closes all connections and stops all sandboxes when the module is removed, unless another open runspace has imported it: then only the default panel of this runspace is forgotten.</summary>
public sealed class ModuleRemoval : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly ConditionalWeakTable<Runspace, object> Runspaces = [];

    /// <inheritdoc/>
    public void OnImport()
    {
        lock (Runspaces) Runspaces.AddOrUpdate(Runspace.DefaultRunspace, Runspaces);
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (Runspaces)
        {
            Runspaces.Remove(Runspace.DefaultRunspace);
            if (Runspaces.Any(user => user.Key.RunspaceStateInfo.State is RunspaceState.Opened))
            {
                OpenPanels.SetDefault(null);
                return;
            }
        }

        OpenPanels.CloseAll();
        Sandboxes.StopAll();
    }
}
