using System.Text.Json.Nodes;
using Nodepoint.Sandbox.Hosting;
using Nodepoint.Sandbox.Storage;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class DemoTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private SandboxServer? server;
    private string session = "";

    public async ValueTask InitializeAsync()
    {
        server = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { IsDemo = true });
        session = (string)(await CallAsync("login", new { username = "npadmin", password = "Np-Admin-1!" }))!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (server is not null) await server.DisposeAsync();
    }

    [Fact]
    public async Task It_shows_mailboxes_near_and_over_their_quota()
    {
        var shares = new List<int>();
        for (var client = 1; client <= 5; client++)
            foreach (var mailbox in (JsonArray)(await CallAsync("mailquota_get_by_user", new { session_id = session, client_id = client }))!) shares.Add((int)mailbox!["used_percentage"]!);
        Assert.Contains(shares, share => share > 100);
        Assert.Contains(shares, share => share is > 90 and < 100);
    }

    [Fact]
    public async Task It_shows_traffic_of_this_month_whatever_month_it_is()
    {
        var traffic = (await CallAsync("trafficquota_get_by_user", new { session_id = session, client_id = 0 }))!;
        Assert.True(long.Parse((string)traffic["shop.example"]!["this_month"]!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.True(long.Parse((string)traffic["shop.example"]!["last_month"]!, System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task Nothing_waits_for_its_servers() =>
        Assert.Equal("0", (string)(await CallAsync("monitor_jobqueue_count", new { session_id = session, server_id = 0 }))!);

    [Fact]
    public async Task A_reset_brings_back_what_was_removed()
    {
        var site = ((JsonArray)(await CallAsync("sites_web_domain_get", new { session_id = session, primary_id = new { domain = "shop.example" } }))!)[0]!;
        await CallAsync("sites_web_domain_delete", new { session_id = session, primary_id = (string)site["domain_id"]! });
        using var response = await http.PostAsync(new Uri(server!.HttpAddress!, "/sandbox/reset"), null);
        session = (string)(await CallAsync("login", new { username = "npadmin", password = "Np-Admin-1!" }))!;
        Assert.Single((JsonArray)(await CallAsync("sites_web_domain_get", new { session_id = session, primary_id = new { domain = "shop.example" } }))!);
    }

    [Theory]
    [InlineData("{month}", "2026-11-01")]
    [InlineData("{month-11}", "2025-12-01")]
    [InlineData("{minute-5}", "1795953300")]
    [InlineData("{month-1} or so", "{month-1} or so")]
    [InlineData("2024-06-01", "2024-06-01")]
    public void Dates_of_a_seed_move_with_the_day(string text, string date) =>
        Assert.Equal(date, SeedDate.Resolve(text, new DateTime(2026, 11, 29, 12, 0, 0, DateTimeKind.Utc)));

    private async Task<JsonNode?> CallAsync(string function, object parameters) => (await Call.Async(http, server!.HttpAddress!, function, parameters))["response"];
}
