using System.Management.Automation;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The connections of this PowerShell process. The one that was connected last is the default.</summary>
internal static class OpenPanels
{
    private static readonly List<PanelConnection> Connections = [];

    /// <summary>All open connections, oldest first.</summary>
    public static IReadOnlyList<PanelConnection> All
    {
        get { lock (Connections) return [.. Connections]; }
    }

    /// <summary>Adds a connection and makes it the default. A connection of the same name is replaced.</summary>
    /// <returns>The connection that was replaced; null for none.</returns>
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

    /// <summary>Removes a connection.</summary>
    public static void Remove(PanelConnection connection)
    {
        lock (Connections) Connections.Remove(connection);
    }

    /// <summary>The connection for a reference; null means the default.</summary>
    public static PanelConnection Resolve(PanelReference? reference)
    {
        if (reference?.Connection is { } given) return given;
        lock (Connections)
        {
            if (reference?.Name is not { } name)
                return Connections.Count > 0 ? Connections[^1] : throw new PSInvalidOperationException("No panel is connected. Connect first, for example: Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)");
            return Connections.Find(open => open.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || open.Uri.ToString().TrimEnd('/').Equals(name.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
                ?? throw new PSInvalidOperationException($"Panel '{name}' is not connected. Get-NpPanel lists the open connections.");
        }
    }

    /// <summary>Closes all connections.</summary>
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
