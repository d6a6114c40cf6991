using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>What a server is asked to do beside the changes of records: the panel notes it (sys_remoteaction), and the server does it with its next jobs.</summary>
public static class RemoteAction
{
    /// <summary>Whether the panel refuses as the same is noted already and waits for the server.</summary>
    /// <param name="problem">What the panel answered.</param>
    /// <returns>True when it was asked for before.</returns>
    public static bool IsNoted(PanelException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Kind == FaultKind.Refused && problem.Message.Contains("There is already a pending", StringComparison.Ordinal);
    }
}
