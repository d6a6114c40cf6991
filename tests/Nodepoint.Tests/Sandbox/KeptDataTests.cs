using Nodepoint.Sandbox.Hosting;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class KeptDataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nodepoint").FullName;
    private readonly HttpClient http = new();

    private string File => Path.Combine(folder, "panel.db");

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart_and_ids_count_on()
    {
        await using (var first = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { DataFile = File }))
        {
            Assert.Equal("1", await AddDomainAsync(first.HttpAddress!, "one.test"));
            Assert.Equal("2", await AddDomainAsync(first.HttpAddress!, "two.test"));
            var session = await LoginAsync(first.HttpAddress!);
            await Call.Async(http, first.HttpAddress!, "mail_domain_delete", new { session_id = session, primary_id = 2 });
        }

        await using var second = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { DataFile = File });
        Assert.Equal("one.test", await DomainAsync(second.HttpAddress!, 1));
        Assert.Equal("3", await AddDomainAsync(second.HttpAddress!, "three.test"));
    }

    [Fact]
    public async Task A_session_outlives_a_restart()
    {
        string session;
        await using (var first = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { DataFile = File })) session = await LoginAsync(first.HttpAddress!);

        await using var second = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { DataFile = File });
        Assert.Equal("ok", (string?)(await Call.Async(http, second.HttpAddress!, "server_get_all", new { session_id = session }))["code"]);
    }

    [Fact]
    public async Task What_was_answered_is_there_after_the_process_was_killed()
    {
        using (var killed = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none", "--data", File))
        {
            for (var i = 1; i <= 20; i++) await AddDomainAsync(killed.Address, $"domain{i}.test");
            killed.Kill();
            await killed.EndAsync();
        }

        await using var again = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { DataFile = File });
        for (var i = 1; i <= 20; i++) Assert.Equal($"domain{i}.test", await DomainAsync(again.HttpAddress!, i));
    }

    [Fact]
    public async Task The_pin_stays_the_same_with_a_kept_database_and_changes_without()
    {
        var options = new SandboxOptions { Http = null, Https = RunningSandbox.AnyPort.Http, DataFile = File };
        var pins = new List<string?>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var server = await SandboxServer.StartAsync(options);
            pins.Add(server.CertificatePin);
        }
        await using var other = await SandboxServer.StartAsync(options with { DataFile = null });

        Assert.Equal(pins[0], pins[1]);
        Assert.NotEqual(pins[0], other.CertificatePin);
    }

    private async Task<string> LoginAsync(Uri address) =>
        (string)(await Call.Async(http, address, "login", new { username = "npadmin", password = "Np-Admin-1!" }))["response"]!;

    private async Task<string?> AddDomainAsync(Uri address, string domain) => (string?)(await Call.Async(
        http, address, "mail_domain_add", new { session_id = await LoginAsync(address), client_id = 1, @params = new { server_id = 1, domain, active = "y" } }))["response"];

    private async Task<string?> DomainAsync(Uri address, int id) =>
        (string?)(await Call.Async(http, address, "mail_domain_get", new { session_id = await LoginAsync(address), primary_id = id }))["response"]?["domain"];
}
