using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.PowerShell.Bases;

/// <summary>A panel that a command works on, with what the command reads from it once for all its rows.</summary>
/// <param name="connection">The connection.</param>
/// <param name="isPreview">Whether nothing is sent, and the rows see what those before them would have done.</param>
internal sealed class CommandPanel(PanelConnection connection, bool isPreview = false)
{
    /// <summary>The connection.</summary>
    public PanelConnection Connection => connection;

    /// <summary>What the command reads from the panel once for all its rows.</summary>
    public PanelLookup Lookup { get; } = new(connection) { Preview = isPreview ? new PreviewTables() : null };

    /// <summary>Sends writes until their outcome is known.</summary>
    public CallSender Sender { get; } = new(connection);

    /// <summary>The zones whose serials the command raises at its end; null if it changes no zone.</summary>
    public ZoneSerials? Serials { get; set; }

    /// <summary>What else the command works with on the panel, such as its writer.</summary>
    public object? Writer { get; set; }
}
