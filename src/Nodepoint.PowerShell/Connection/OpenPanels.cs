using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>
/// The connections of this PowerShell process. Every runspace can name all of them, but each has its own default panel, so that a thread job does
/// not change panels when the foreground connects to another one.
/// </summary>
internal static class OpenPanels
{
    private static readonly List<OpenPanel> Panels = [];
    private static readonly ConditionalWeakTable<Runspace, PanelConnection> Defaults = [];

    /// <summary>All open connections, oldest first.</summary>
    public static IReadOnlyList<PanelConnection> All
    {
        get { lock (Panels) return [.. Panels.Select(panel => panel.Connection)]; }
    }

    /// <summary>The default panel of this runspace; null for none.</summary>
    public static PanelConnection? Default
    {
        get { lock (Panels) return Runspace.DefaultRunspace is { } runspace && Defaults.TryGetValue(runspace, out var chosen) && Panels.Exists(panel => panel.Connection == chosen) ? chosen : null; }
    }

    /// <summary>Adds a connection of this runspace. A connection of the same name is replaced, unless another runspace that is still open has connected it.</summary>
    /// <returns>The connection that was replaced; null for none.</returns>
    public static PanelConnection? Add(PanelConnection connection)
    {
        lock (Panels)
        {
            var old = Panels.Find(open => open.Connection.Name.Equals(connection.Name, StringComparison.OrdinalIgnoreCase) && (open.IsOwn || !open.IsOwned));
            if (old is not null) Panels.Remove(old);
            Panels.Add(new OpenPanel(connection));
            return old?.Connection;
        }
    }

    /// <summary>Makes a connection the default panel of this runspace.</summary>
    /// <param name="connection">The connection; null for no default.</param>
    public static void SetDefault(PanelConnection? connection)
    {
        if (Runspace.DefaultRunspace is not { } runspace) return;
        lock (Panels)
        {
            if (connection is null) Defaults.Remove(runspace);
            else Defaults.AddOrUpdate(runspace, connection);
        }
    }

    /// <summary>Removes a connection.</summary>
    public static void Remove(PanelConnection connection)
    {
        lock (Panels) Panels.RemoveAll(panel => panel.Connection == connection);
    }

    /// <summary>The connection with a name or an address; the one of this runspace if several runspaces have one.</summary>
    /// <param name="name">The name or the address.</param>
    /// <param name="own">Whether only the connections of this runspace are considered.</param>
    /// <returns>The connection; null for none.</returns>
    public static PanelConnection? Find(string name, bool own = false)
    {
        lock (Panels)
            return (Panels.FindLast(panel => panel.IsOwn && panel.IsNamed(name)) ?? (own ? null : Panels.FindLast(panel => panel.IsNamed(name))))?.Connection;
    }

    /// <summary>The connection to use for an object that was read from a panel: the one it was read with or, if that is closed, another one to the same panel.</summary>
    /// <exception cref="PSInvalidOperationException">The panel is not connected any more.</exception>
    public static PanelConnection OfObject(PanelConnection origin)
    {
        lock (Panels)
        {
            if (Panels.Exists(panel => panel.Connection == origin)) return origin;
            return (Panels.FindLast(panel => panel.IsOwn && panel.Connection.Uri == origin.Uri) ?? Panels.FindLast(panel => panel.Connection.Uri == origin.Uri))?.Connection
                ?? throw new PSInvalidOperationException($"The object was read from panel '{origin.Name}' ({origin.Uri.GetLeftPart(UriPartial.Authority)}), which is not connected any more. Connect to it again with Connect-NpPanel.");
        }
    }

    /// <summary>A connection to the panel with an address: one of this runspace, if it has one; null for none.</summary>
    /// <param name="address">The address, as a journal has it.</param>
    public static PanelConnection? OfAddress(string address)
    {
        lock (Panels)
            return (Default is { } first && first.Uri.ToString() == address ? first : null) ?? (Panels.FindLast(panel => panel.IsOwn && panel.Connection.Uri.ToString() == address) ?? Panels.FindLast(panel => panel.Connection.Uri.ToString() == address))?.Connection;
    }

    /// <summary>The connection for a reference; null means the default panel of this runspace.</summary>
    /// <exception cref="PSInvalidOperationException">There is no such panel.</exception>
    public static PanelConnection Resolve(PanelReference? reference)
    {
        if (reference?.Connection is { } given) return given;
        if (reference?.Name is { } name) return Find(name) ?? throw new PSInvalidOperationException($"Panel '{name}' is not connected. Get-NpPanel lists the open connections.");
        return Default ?? throw new PSInvalidOperationException(All.Count == 0
            ? "No panel is connected. Connect first, for example: Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)"
            : "This runspace has no default panel: it has not connected one, or its default was disconnected. Specify -Panel, or choose a default with Connect-NpPanel -Name. Get-NpPanel lists the open connections.");
    }

    /// <summary>Closes all connections.</summary>
    public static void CloseAll()
    {
        PanelConnection[] open;
        lock (Panels)
        {
            open = [.. Panels.Select(panel => panel.Connection)];
            Panels.Clear();
        }

        Task.WhenAll(open.Select(connection => connection.DisposeAsync().AsTask())).GetAwaiter().GetResult();
    }

    // A connection, with the runspace that connected it.
    private sealed class OpenPanel(PanelConnection connection)
    {
        private readonly WeakReference<Runspace?> _runspace = new(Runspace.DefaultRunspace);

        public PanelConnection Connection => connection;

        public bool IsOwn => _runspace.TryGetTarget(out var runspace) && ReferenceEquals(runspace, Runspace.DefaultRunspace);

        public bool IsOwned => _runspace.TryGetTarget(out var runspace) && runspace.RunspaceStateInfo.State == RunspaceState.Opened;

        public bool IsNamed(string name) => connection.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || connection.Uri.ToString().TrimEnd('/').Equals(name.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }
}
