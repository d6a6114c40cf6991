using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A request to a server other than a record change: the panel queues it (sys_remoteaction), and the server carries it out with its next jobs.</summary>
public static class RemoteAction
{
    /// <summary>Whether the panel refused because the same action is already queued.</summary>
    /// <param name="problem">The panel's fault.</param>
    /// <returns>Whether the action is already queued.</returns>
    public static bool IsNoted(PanelException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Kind == FaultKind.Refused && problem.Message.Contains("There is already a pending", StringComparison.Ordinal);
    }
}
