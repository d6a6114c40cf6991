using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A version of PHP that a server offers for websites (server_get_php_versions).</summary>
/// <param name="Id">The panel's number of it, which a website names.</param>
/// <param name="Name">What it is called: "PHP 8.3".</param>
/// <param name="ServerId">The number of its server.</param>
/// <param name="ServerName">The name of its server.</param>
/// <param name="Fpm">Whether it serves websites by PHP-FPM.</param>
/// <param name="FastCgi">Whether it serves websites by FastCGI.</param>
/// <param name="AdditionalFields">All that the panel says of it: programs and folders.</param>
[TableView("Id:5> Name:24 ServerName:28 Fpm:5 FastCgi")]
public sealed record PhpVersion(long Id, string Name, long ServerId, string ServerName, bool Fpm, bool FastCgi, IReadOnlyDictionary<string, string?> AdditionalFields)
{
    /// <summary>Its name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    internal static PhpVersion From(Dictionary<string, string?> row, Server server) => new(
        row.Number("server_php_id"), row.Text("name"), server.Id, server.Name,
        row.Text("php_fpm_init_script").Length > 0, row.Text("php_fastcgi_binary").Length > 0,
        row.Where(column => !column.Key.StartsWith("sys_", StringComparison.Ordinal) && column.Key is not ("server_php_id" or "name" or "server_id" or "client_id")).ToDictionary());
}
