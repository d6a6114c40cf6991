using System.Management.Automation;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The connections of this PowerShell process, the one connected last as the default.</summary>
internal static class OpenPanels
{
    private static readonly List<PanelConnection> Connections = [];

    /// <summary>All open connections, oldest first.</summary>
    public static IReadOnlyList<PanelConnection> All
    {
        get { lock (Connections) return [.. Connections]; }
    }

    /// <summary>Makes a connection the default; one of the same name is replaced.</summary>
    /// <returns>The connection that was replaced.</returns>
    public static PanelConnection? Add(PanelConnection connection)
    {
        lock (Connections)
        {
            var old = Connections.Find(open => open.Name.Equals(connection.Name, StringComparison.OrdinalIgnoreCase));
            if (old is not null) Connections.Remove(old);
            Connections.Add(connection);
            return old;
        }
    }

    /// <summary>Forgets a connection.</summary>
    public static void Remove(PanelConnection connection)
    {
        lock (Connections) Connections.Remove(connection);
    }

    /// <summary>The connection that is meant.</summary>
    public static PanelConnection Resolve(PanelReference? reference)
    {
        if (reference?.Connection is { } given) return given;
        lock (Connections)
        {
            if (reference?.Name is not { } name)
                return Connections.Count > 0 ? Connections[^1] : throw new PSInvalidOperationException("No panel is connected. Run Connect-NpPanel first, for example: Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)");
            return Connections.Find(open => open.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || open.Uri.ToString().TrimEnd('/').Equals(name.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
                ?? throw new PSInvalidOperationException($"No panel named '{name}' is connected. Get-NpPanel shows those that are.");
        }
    }

    /// <summary>Logs out everywhere.</summary>
    public static void CloseAll()
    {
        PanelConnection[] open;
        lock (Connections)
        {
            open = [.. Connections];
            Connections.Clear();
        }

        Task.WhenAll(open.Select(connection => connection.DisposeAsync().AsTask())).GetAwaiter().GetResult();
    }
}
