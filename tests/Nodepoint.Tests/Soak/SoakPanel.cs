using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Nodepoint.Tests.Sandbox;

namespace Nodepoint.Tests.Soak;

/// <summary>The panel of the soak test: a sandbox with zones and mail domains, whose faults the test controls, and whose records it reads at the end.</summary>
internal sealed class SoakPanel : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly SandboxProcess _sandbox;
    private string _session = "";

    private SoakPanel(SandboxProcess sandbox) => _sandbox = sandbox;

    public Uri Address => _sandbox.Address;

    public static async Task<SoakPanel> StartAsync(IReadOnlyList<string> domains, Func<int, long> serialOf)
    {
        var panel = new SoakPanel(await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none"));
        await panel.LoginAsync();
        for (var number = 0; number < domains.Count; number++)
        {
            var domain = domains[number];
            await panel.CallAsync("mail_domain_add", new { session_id = panel._session, client_id = 0, @params = new { server_id = 1, domain, active = "y" } });
            await panel.CallAsync("dns_zone_add", new { session_id = panel._session, client_id = 0, @params = new { server_id = 1, origin = domain + ".", ns = "ns1.nodepoint.eu.", mbox = "hostmaster.nodepoint.eu.", serial = serialOf(number), refresh = 7200, retry = 540, expire = 604800, minimum = 3600, ttl = 3600, active = "Y" } });
        }

        return panel;
    }

    public async Task FaultAsync(object faults)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Address, "/sandbox/faults"), faults);
        answer.EnsureSuccessStatusCode();
    }

    public async Task LoginAsync() => _session = (string)(await CallAsync("login", new { username = "npadmin", password = "Np-Admin-1!" }))["response"]!;

    /// <summary>The addresses of all mailboxes.</summary>
    public async Task<List<string>> MailboxesAsync()
        => [.. Rows(await CallAsync("mail_user_get", new { session_id = _session, primary_id = new { email = "%@soak%" } })).Select(row => (string)row["email"]!)];

    /// <summary>The zones: name, serial, and records by name and data.</summary>
    public async Task<List<(string Origin, long Serial, List<string> Records)>> ZonesAsync()
    {
        var zones = new List<(string, long, List<string>)>();
        foreach (var zone in Rows(await CallAsync("dns_zone_get", new { session_id = _session, primary_id = new { origin = "soak%" } })))
        {
            var id = long.Parse((string)zone["id"]!, CultureInfo.InvariantCulture);
            var records = Rows(await CallAsync("dns_rr_get_all_by_zone", new { session_id = _session, zone_id = id })).Select(row => $"{row["name"]} {row["data"]}");
            zones.Add(((string)zone["origin"]!, long.Parse((string)zone["serial"]!, CultureInfo.InvariantCulture), [.. records]));
        }

        return zones;
    }

    public void Dispose()
    {
        _http.Dispose();
        _sandbox.Dispose();
    }

    private async Task<JsonNode> CallAsync(string function, object parameters)
    {
        var answer = await Call.Async(_http, Address, function, parameters);
        return (string?)answer["code"] == "ok" ? answer : throw new InvalidOperationException($"{function}: {answer["message"]}");
    }

    private static IEnumerable<JsonNode> Rows(JsonNode answer) => answer["response"] is JsonArray rows ? rows.Select(row => row!) : [];
}
