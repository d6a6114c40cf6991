using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Servers;

/// <summary>Refers to a server by its name, by its ID, or by the server itself.</summary>
public sealed class ServerReference : IReadFromPanel
{
    private readonly PanelConnection? _readFrom;

    /// <summary>Creates a reference to a server that was read before.</summary>
    /// <param name="server">The server.</param>
    public ServerReference(Server server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Id = server.Id;
        Name = server.Name;
        _readFrom = server.ReadFrom.Connection;
    }

    /// <summary>Creates a reference to the server with an ID.</summary>
    /// <param name="id">The ID, from 1.</param>
    public ServerReference(long id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        Id = id;
    }

    /// <summary>Creates a reference to the server with a name; a text of digits is read as an ID.</summary>
    /// <param name="name">The host name.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public ServerReference(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) Id = id;
        else Name = name.Trim();
    }

    /// <summary>The ID, if it is known.</summary>
    public long? Id { get; }

    /// <summary>The host name, if it is known.</summary>
    public string? Name { get; }

    PanelConnection? IReadFromPanel.ReadFrom => _readFrom;

    /// <summary>Returns the name or the ID, for messages.</summary>
    /// <returns>The name or the ID.</returns>
    public override string ToString() => Name ?? Id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
