using System.Globalization;

namespace Nodepoint.IspConfig.Servers;

/// <summary>Says which server is meant: by its name, by the panel's number, or by the server itself.</summary>
public sealed class ServerReference
{
    /// <summary>A server that was read before.</summary>
    /// <param name="server">The server.</param>
    public ServerReference(Server server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Id = server.Id;
        Name = server.Name;
    }

    /// <summary>The panel's number of a server.</summary>
    /// <param name="id">The number; from 1.</param>
    public ServerReference(long id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        Id = id;
    }

    /// <summary>The name of a server; a text of digits is its number.</summary>
    /// <param name="name">The host name.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public ServerReference(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) Id = id;
        else Name = name.Trim();
    }

    /// <summary>The number, where it is known.</summary>
    public long? Id { get; }

    /// <summary>The host name, where it is known.</summary>
    public string? Name { get; }

    /// <summary>The name or the number, for messages.</summary>
    /// <returns>What the server is called.</returns>
    public override string ToString() => Name ?? Id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
