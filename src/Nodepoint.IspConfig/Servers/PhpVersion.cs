using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A PHP version that a server offers for websites (server_get_php_versions).</summary>
/// <param name="Id">The ID, which a website refers to.</param>
/// <param name="Name">The name: "PHP 8.3".</param>
/// <param name="ServerId">The server's ID.</param>
/// <param name="ServerName">The server's name.</param>
/// <param name="Fpm">Whether it supports PHP-FPM.</param>
/// <param name="FastCgi">Whether it supports FastCGI.</param>
/// <param name="AdditionalFields">Other columns of the panel: programs and folders.</param>
[TableView("Id:5> Name:22 ServerName:24 Fpm:5 FastCgi:7 Active")]
public sealed record PhpVersion(long Id, string Name, long ServerId, string ServerName, bool Fpm, bool FastCgi, IReadOnlyDictionary<string, string?> AdditionalFields)
{
    /// <summary>Whether new websites may use it. The panel lists inactive versions too.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The path of the PHP program for the command line (php_cli_binary); null on panels before ISPConfig 3.3.</summary>
    public string? CliBinary { get; init; }

    /// <summary>The section of the Jailkit configuration for shell users (php_jk_section); null on panels before ISPConfig 3.3.</summary>
    public string? JailkitSection { get; init; }

    /// <summary>Returns the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    internal static PhpVersion From(Dictionary<string, string?> row, Server server) => new(
        row.Number("server_php_id"), row.Text("name"), server.Id, server.Name,
        row.Text("php_fpm_init_script").Length > 0, row.Text("php_fastcgi_binary").Length > 0,
        row.Where(column => !column.Key.StartsWith("sys_", StringComparison.Ordinal) && column.Key is not ("server_php_id" or "name" or "server_id" or "client_id" or "active" or "php_cli_binary" or "php_jk_section")).ToDictionary())
    {
        CliBinary = row.ContainsKey("php_cli_binary") ? row.Text("php_cli_binary") : null,
        JailkitSection = row.ContainsKey("php_jk_section") ? row.Text("php_jk_section") : null,
        Active = row.Text("active") != "n",
    };
}
