using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Shows the panel's servers and what each does.</summary>
[Cmdlet(VerbsCommon.Get, "NpServer", DefaultParameterSetName = "Name")]
[OutputType(typeof(Server))]
public sealed class GetNpServerCommand : PanelCommand
{
    /// <summary>The servers' names; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Name", Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The panel's number of the server.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    public long Id { get; set; }

    /// <summary>The address that the server has.</summary>
    [Parameter(ParameterSetName = "IPAddress", Mandatory = true)]
    public System.Net.IPAddress? IPAddress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryRun(null, ReadAllAsync, out var servers)) return;
        if (IPAddress is { } address)
        {
            if (!TryRun(address, cancel => ByAddressAsync(address, cancel), out var id)) return;
            Id = id;
        }

        if (ParameterSetName != "Name")
        {
            var one = servers.Where(server => server.Id == Id).ToArray();
            if (one.Length == 0) WriteError(PanelErrors.Record(PanelException.NotFound("server_get_all", IPAddress is null ? $"server number {Id}" : $"server with the address {IPAddress}"), Id));
            Write(one);
            return;
        }

        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = servers.Where(server => pattern.IsMatch(server.Name)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(PanelErrors.Record(PanelException.NotFound("server_get_all", $"server '{name}'"), name));
            Write(found);
        }
    }

    private void Write(Server[] servers)
    {
        foreach (var server in servers)
            if (TryRun(server, cancel => DescribeAsync(server, cancel), out var described)) WriteObject(described);
    }

    private async Task<List<Server>> ReadAllAsync(CancellationToken cancel)
    {
        var servers = new List<Server>();
        await foreach (var server in Connection.StreamAsync(new PanelCall("server_get_all"), ReadServer, cancel).ConfigureAwait(false)) servers.Add(server);
        return servers;
    }

    private Task<long> ByAddressAsync(System.Net.IPAddress address, CancellationToken cancel)
        => Connection.CallAsync(
            new PanelCall("server_get_serverid_by_ip", writer => writer.WriteString("ipaddress", address.ToString())),
            (ref Utf8JsonReader reader) => long.TryParse(Members(ref reader).GetValueOrDefault("server_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, cancel);

    private async Task<Server> DescribeAsync(Server server, CancellationToken cancel)
    {
        var does = await Connection.CallAsync(new PanelCall("server_get_functions", writer => writer.WriteNumber("server_id", server.Id)), Members, cancel).ConfigureAwait(false);
        // A server that has not reported its own version runs the panel's.
        var version = await VersionAsync(server.Id, cancel).ConfigureAwait(false) is { Length: > 0 } own ? own : await VersionAsync(0, cancel).ConfigureAwait(false);
        return server with
        {
            Mail = does.GetValueOrDefault("mail_server") == "1",
            Web = does.GetValueOrDefault("web_server") == "1",
            Dns = does.GetValueOrDefault("dns_server") == "1",
            File = does.GetValueOrDefault("file_server") == "1",
            Database = does.GetValueOrDefault("db_server") == "1",
            Version = version,
        };
    }

    private async Task<string> VersionAsync(long serverId, CancellationToken cancel)
    {
        var reply = await Connection.CallAsync(new PanelCall("server_get_app_version", writer => writer.WriteNumber("server_id", serverId)), Members, cancel).ConfigureAwait(false);
        return reply.GetValueOrDefault("ispc_app_version", "");
    }

    private static Server ReadServer(ref Utf8JsonReader reader)
    {
        var members = Members(ref reader);
        return new Server(long.Parse(members["server_id"], CultureInfo.InvariantCulture), members["server_name"]);
    }

    // Some of these functions answer an object, others a list with one.
    private static Dictionary<string, string> Members(ref Utf8JsonReader reader)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType == JsonTokenType.StartArray) reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return members;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = PanelValue.Text(ref reader);
        }

        return members;
    }
}
