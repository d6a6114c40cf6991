using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.IspConfig.State;

/// <summary>Makes the seed of a sandbox that a state is imported into: the sandbox's own seed with the servers, client templates, and PHP versions of the state, and without objects.</summary>
internal static class SandboxSeed
{
    private const string TablesMember = "tables";
    private const string ServerTable = "server";

    // The panel writes these beside a noun's own table.
    private static readonly string[] BesideObjects = ["dns_rr", "client_template", "client_template_assigned", "server_php", "sys_datalog"];

    private static readonly (string Service, string Column)[] Services = [("mail", "mail_server"), ("web", "web_server"), ("dns", "dns_server"), ("file", "file_server"), ("database", "db_server")];

    /// <summary>Makes the seed.</summary>
    /// <param name="rows">The rows of a new sandbox, in the form of a seed file.</param>
    /// <param name="state">The state.</param>
    /// <returns>The seed.</returns>
    public static byte[] Create(Stream rows, StateFolder state)
    {
        var seed = JsonNode.Parse(rows)!.AsObject();
        var tables = seed[TablesMember]!.AsObject();
        var has = new StateFilter(state.Manifest.Include, state.Manifest.Exclude);
        // What no client owns, such as spam policies, is kept if the state does not say what there is.
        foreach (var noun in StateNouns.All)
            if (noun.IsOwned || noun.RecordType == typeof(Client) || (has.Has(noun) && !state.Manifest.NotAllowed.ContainsKey(noun.Name))) tables.Remove(noun.Table);
        foreach (var table in BesideObjects) tables.Remove(table);
        foreach (var table in new[] { "sys_user", "sys_group" }) tables[table] = List(tables[table]!.AsArray().Where(row => $"{row!["client_id"]}" is "0" or ""));
        foreach (var user in tables["sys_user"]!.AsArray()) user!["groups"] = "1";

        var server = tables[ServerTable]!.AsArray()[0]!.AsObject();
        var servers = state.Manifest.Servers;
        if (servers.Count > 0) tables[ServerTable] = List(servers.Select((one, at) => Server(server, one, at + 1)));
        tables["client_template"] = List(state.Manifest.Templates.Select((template, at) => Template(template, at + 1, servers)));
        tables["server_php"] = List(state.Manifest.PhpVersions.SelectMany(one => one.Value.Select(name => (Server: one.Key, Name: name))).Select((version, at) => PhpVersion(version.Name, at + 1, IdOf(version.Server, servers))));
        // A data log that is empty, and not missing, stays so.
        tables["sys_datalog"] = new JsonArray();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) seed.WriteTo(writer);
        return stream.ToArray();
    }

    private static JsonObject Server(JsonObject like, StateServer server, int id)
    {
        var row = like.DeepClone().AsObject();
        row["server_id"] = Text(id);
        row["server_name"] = server.Name;
        foreach (var (service, column) in Services) row[column] = server.Services.Contains(service) ? "1" : "0";
        // What was done before counts in another data log.
        row["updated"] = "0";
        return row;
    }

    private static JsonObject Template(StateTemplate template, int id, IReadOnlyList<StateServer> servers)
    {
        var row = Administrators();
        row["template_id"] = Text(id);
        row["template_name"] = template.Name;
        row["template_type"] = template.IsAdditional ? "a" : "m";
        foreach (var (column, value) in template.Limits)
            row[column] = !StateTemplates.IsOfServers(column) ? value
                : string.Join(',', (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => IdOf(name, servers))) is { Length: > 0 } ids ? ids
                : column.EndsWith('s') ? "" : "0";
        return row;
    }

    private static JsonObject PhpVersion(string name, int id, string serverId)
    {
        var row = Administrators();
        row["server_php_id"] = Text(id);
        row["server_id"] = serverId;
        row["client_id"] = "0";
        row["name"] = name;
        // Only a version with all its paths is offered. The sandbox runs none of them.
        foreach (var column in new[] { "php_fastcgi_binary", "php_fastcgi_ini_dir", "php_fpm_init_script", "php_fpm_ini_dir", "php_fpm_pool_dir" }) row[column] = $"/not-in-the-state/{column}";
        return row;
    }

    private static JsonObject Administrators() => new() { ["sys_userid"] = "1", ["sys_groupid"] = "1", ["sys_perm_user"] = "riud", ["sys_perm_group"] = "riud", ["sys_perm_other"] = "" };

    private static string IdOf(string server, IReadOnlyList<StateServer> servers)
    {
        for (var at = 0; at < servers.Count; at++)
            if (servers[at].Name.Equals(server, StringComparison.OrdinalIgnoreCase)) return Text(at + 1);
        return "1";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A node belongs to one list.
    private static JsonArray List(IEnumerable<JsonNode?> rows) => new([.. rows.Select(row => row?.DeepClone())]);
}
