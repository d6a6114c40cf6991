using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for servers and their settings.</summary>
internal static class ServerFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["server_get"] = call => Get(call, call["server_id"], call["section"]),
        ["server_get_all"] = call => call.Database.All("SELECT server_id, server_name FROM server ORDER BY server_id"),
        ["server_config_set"] = SetConfig,
        ["server_get_serverid_by_ip"] = call => FindId(call, "server_ip", "ip_address", call["ipaddress"]),
        ["server_get_serverid_by_name"] = call => Loose.IsEmpty(call["server_name"]) ? false : FindId(call, "server", "server_name", call["server_name"]),
        ["server_get_functions"] = GetFunctions,
        ["server_get_app_version"] = GetVersion,
        ["server_get_php_versions"] = GetPhpVersions,
    };

    /// <summary>The settings of one server or all servers: all sections or one.</summary>
    public static object? Get(PanelCall call, object? serverId, object? section)
    {
        if (!Loose.IsEmpty(serverId)) return Section(call.Config.Server(serverId), section);
        var servers = new PhpArray();
        foreach (var server in call.Tables.All("server")) servers[server["server_id"]!] = Section(call.Config.Server(server["server_id"]), section);
        return servers;
    }

    private static object? Section(PhpArray config, object? section) =>
        Loose.Same(section, "") ? config : config.Value(Loose.Key(section));

    private static object SetConfig(PanelCall call)
    {
        var id = call["server_id"];
        if (Loose.IsEmpty(id) || Loose.Compare(id, 0L) <= 0 || Loose.Same(call["section"], "") || Loose.Same(call["key"], ""))
            throw new RemoteFault("Invalid function parameter.");
        var ini = PanelConfig.ToIni(AdminFunctions.With(call.Config.Server(id), call));
        if (call.Tables.First("server", "server_id", id) is { } server) call.Datalog.Update("server", server, KeyValuePair.Create("config", (string?)ini));
        return true;
    }

    private static object? FindId(PanelCall call, string table, string column, object? value)
    {
        if (call.Tables.First(table, column, value) is not { } row) return null;
        return new PhpArray { ["server_id"] = row["server_id"] };
    }

    private static object? GetFunctions(PanelCall call)
    {
        if (Loose.IsEmpty(call["server_id"])) return false;
        if (call.Tables.First("server", "server_id", call["server_id"]) is not { } server) return null;
        string[] functions = ["mail_server", "web_server", "dns_server", "file_server", "db_server", "vserver_server", "proxy_server", "firewall_server", "mirror_server_id"];
        var answer = new PhpArray();
        foreach (var function in functions) answer[function] = server[function];
        return answer;
    }

    // The panel takes the oldest report of a server.
    private static PhpArray GetVersion(PanelCall call)
    {
        if (Loose.Same(call["server_id"], 0L)) return new() { ["ispc_app_version"] = ContractData.Current.Version };
        var report = call.Tables.Where("monitor_data", "server_id", call["server_id"]).Where(r => r["type"] == "ispc_info").MinBy(r => r.Number("created"));
        return new() { ["ispc_app_version"] = (PhpSerializer.Unserialize(report?["data"] ?? "") as PhpArray)?.Value("version") };
    }

    private static object GetPhpVersions(PanelCall call)
    {
        if (Loose.IsEmpty(call["server_id"]) || Loose.IsEmpty(call["php"])) return false;
        if (call["server_id"] is PhpArray) throw new PhpCrash("A list was passed where an ID is expected.");
        var isFpm = call["php"] is "php-fpm" || (call["php"] is "hhvm" && (call.Config.ServerValue(call["server_id"], "web", "server_type") ?? "apache") == "nginx");
        string[] columns = isFpm ? ["php_fpm_init_script", "php_fpm_ini_dir", "php_fpm_pool_dir"] : call["php"] is "fast-cgi" ? ["php_fastcgi_binary", "php_fastcgi_ini_dir"] : [];
        if (columns.Length == 0) return new PhpArray();
        var known = call.Tables.Where("server_php", "server_id", call["server_id"])
            .Where(v => v["client_id"] == "0" && columns.All(c => !string.IsNullOrEmpty(v[c]))).ToList();
        return Loose.IsTrue(call["get_full_data"])
            ? known
            : new PhpArray(known.Select(v => $"{v["name"]}:{string.Join(':', columns.Select(c => v[c]))}"));
    }
}
