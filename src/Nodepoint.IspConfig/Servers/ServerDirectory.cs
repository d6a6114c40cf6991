using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>Reads the servers of a panel.</summary>
/// <param name="connection">The panel.</param>
public sealed class ServerDirectory(PanelConnection connection)
{
    /// <summary>Lists all servers, with ID and name only (server_get_all).</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The servers, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<List<Server>> ListAsync(CancellationToken cancel)
    {
        var servers = new List<Server>();
        foreach (var row in await connection.ListAsync(new PanelCall("server_get_all"), PanelRow.Read, cancel).ConfigureAwait(false))
            servers.Add(new Server(row.Number("server_id"), row.Text("server_name")) { ReadFrom = new PanelOrigin(connection) });
        return servers;
    }

    /// <summary>Finds a server (server_get_serverid_by_name for a name).</summary>
    /// <param name="reference">The server to find.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The server, with ID and name only.</returns>
    /// <exception cref="PanelException">The server was not found, or the panel refuses or cannot be reached.</exception>
    public async Task<Server> FindAsync(ServerReference reference, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var id = reference.Id ?? await IdAsync("server_get_serverid_by_name", "server_name", reference.Name!, cancel).ConfigureAwait(false);
        return (await ListAsync(cancel).ConfigureAwait(false)).Find(server => server.Id == id)
            ?? throw PanelException.NotFound("server_get_all", $"server {Excerpt.Of(reference.ToString())}", "Get-NpServer lists the servers.");
    }

    /// <summary>Gets the ID of the server that has an IP address (server_get_serverid_by_ip).</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The ID; 0 if no server has the address.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<long> ByAddressAsync(System.Net.IPAddress address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        var found = await IdAsync("server_get_serverid_by_ip", "ipaddress", address.ToString(), cancel).ConfigureAwait(false);
        if (found > 0 || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6) return found;
        // The panel compares texts, and an IPv6 address can be stored in more than one way.
        var all = await new PanelTable<ServerIp>(connection, ServerIpNoun.Instance).ListAsync([], cancel).ConfigureAwait(false);
        return all.Find(stored => System.Net.IPAddress.TryParse(stored.IPAddress, out var other) && other.Equals(address))?.ServerId ?? 0;
    }

    /// <summary>Gets the ID of the server that an FTP user logs in to (sites_ftp_user_server_get).</summary>
    /// <param name="user">The user's full name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The ID; 0 if the user does not exist.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<long> OfFtpUserAsync(string user, CancellationToken cancel)
    {
        // The panel returns the server's settings, which do not contain its ID.
        var settings = await connection.CallAsync(new PanelCall("sites_ftp_user_server_get", writer => writer.WriteString("ftp_user", user)), PanelRow.Read, cancel).ConfigureAwait(false);
        var named = (await ListAsync(cancel).ConfigureAwait(false)).Find(server => server.Name.Equals(settings.Text("hostname"), StringComparison.OrdinalIgnoreCase));
        if (named is not null) return named.Id;
        return System.Net.IPAddress.TryParse(settings.Text("ip_address"), out var address) ? await ByAddressAsync(address, cancel).ConfigureAwait(false) : 0;
    }

    /// <summary>Reads the services and the version of a server (server_get_functions, server_get_app_version).</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The server with services and version.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<Server> DescribeAsync(Server server, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        var does = await ReadAsync("server_get_functions", server.Id, cancel).ConfigureAwait(false);
        // A server that has not reported its version runs the panel's version.
        var version = await VersionAsync(server.Id, cancel).ConfigureAwait(false) is { Length: > 0 } own ? own : await VersionAsync(0, cancel).ConfigureAwait(false);
        return server with
        {
            Mail = does.Text("mail_server") == "1",
            Web = does.Text("web_server") == "1",
            Dns = does.Text("dns_server") == "1",
            File = does.Text("file_server") == "1",
            Database = does.Text("db_server") == "1",
            Version = version,
        };
    }

    /// <summary>Gets the ISPConfig version (server_get_app_version).</summary>
    /// <param name="serverId">The server's ID; 0 for the panel itself.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The version; empty if the server has not reported one.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<string> VersionAsync(long serverId, CancellationToken cancel)
        => (await ReadAsync("server_get_app_version", serverId, cancel).ConfigureAwait(false)).Text("ispc_app_version");

    /// <summary>Lists the PHP versions that a server offers for websites (server_get_php_versions).</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The versions, each with the modes it supports.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<PhpVersion>> PhpVersionsAsync(Server server, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        var found = new SortedDictionary<long, PhpVersion>();
        foreach (var mode in new[] { "php-fpm", "fast-cgi" })
        {
            var call = new PanelCall("server_get_php_versions", writer =>
            {
                writer.WriteNumber("server_id", server.Id);
                writer.WriteString("php", mode);
                writer.WriteBoolean("get_full_data", true);
            });
            foreach (var row in await connection.ListAsync(call, PanelRow.Read, cancel).ConfigureAwait(false)) found[row.Number("server_php_id")] = PhpVersion.From(row, server);
        }

        return [.. found.Values];
    }

    private Task<Dictionary<string, string?>> ReadAsync(string function, long serverId, CancellationToken cancel)
        => connection.CallAsync(new PanelCall(function, writer => writer.WriteNumber("server_id", serverId)), PanelRow.Read, cancel);

    private Task<long> IdAsync(string function, string parameter, string value, CancellationToken cancel)
        => connection.CallAsync(
            new PanelCall(function, writer => writer.WriteString(parameter, value)),
            (ref Utf8JsonReader reader) => PanelRow.Read(ref reader).Number("server_id"), cancel);
}
