using System.Text.Json.Nodes;
using Nodepoint.Sandbox.Storage;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>Kills the sandbox while it is working, and starts it again with the same file.</summary>
public sealed class KilledSandboxTests(ITestOutputHelper output) : IDisposable
{
    private const int Connections = 4;
    private const int Kills = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("nodepoint").FullName;
    private readonly HttpClient http = new();

    private string File => Path.Combine(folder, "panel.db");

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_answered_write_is_there_once_and_whole_and_no_other_by_half(int seed)
    {
        var random = new Random(seed);
        var sandbox = await StartAsync();
        try
        {
            var session = await LoginAsync(sandbox);
            var writers = Enumerable.Range(1, Connections).Select(number => new KilledWriter(http, session, number, random.Next())).ToList();
            foreach (var writer in writers) await writer.PrepareAsync(sandbox.Address);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var after = random.Next(1, 200);
                output.WriteLine($"seed {seed}, kill {kill} after {after} answers");
                await WriteUntilKilledAsync(writers, sandbox, after);
                sandbox.Dispose();
                sandbox = await StartAsync();

                // The session is from before the kill, and survives it.
                var stored = new StoredPanel(File);
                Assert.Equal("ok", stored.Integrity);
                Assert.Empty(stored.CountersBehind());
                foreach (var writer in writers) await writer.CheckAsync(sandbox.Address, stored);
            }
        }
        finally
        {
            sandbox.Dispose();
        }
    }

    [Fact]
    public async Task Failures_and_logouts_of_before_count_after_it()
    {
        const string NoSession = "The Session is expired or does not exist.";
        string kept, closed;
        using (var killed = await StartAsync())
        {
            kept = await LoginAsync(killed);
            closed = await LoginAsync(killed);
            await CallAsync(killed, "logout", new { session_id = closed });
            for (var i = 0; i < 8; i++) Assert.Equal(NoSession, await MessageAsync(killed, "invented"));
            killed.Kill();
            await killed.EndAsync();
        }

        using var again = await StartAsync();
        Assert.Equal("", await MessageAsync(again, kept));
        Assert.Equal(NoSession, await MessageAsync(again, closed));
        Assert.Equal(NoSession, await MessageAsync(again, "invented"));
        Assert.Equal("The Session failure limit has been reached.", await MessageAsync(again, kept));
    }

    [Fact]
    public async Task An_id_that_was_answered_is_never_given_again_even_when_its_record_is_gone()
    {
        using (var killed = await StartAsync())
        {
            var session = await LoginAsync(killed);
            for (var i = 1; i <= 3; i++) Assert.Equal($"{i}", await AddDomainAsync(killed, session, $"domain{i}.test"));
            await CallAsync(killed, "mail_domain_delete", new { session_id = session, primary_id = 3 });
            killed.Kill();
            await killed.EndAsync();
        }

        using var again = await StartAsync();
        Assert.Equal("4", await AddDomainAsync(again, await LoginAsync(again), "domain4.test"));
    }

    private static async Task WriteUntilKilledAsync(List<KilledWriter> writers, SandboxProcess sandbox, int answers)
    {
        var left = answers;
        await Task.WhenAll(writers.Select(writer => Task.Run(() => writer.WriteAsync(sandbox.Address, () =>
        {
            if (Interlocked.Decrement(ref left) == 0) sandbox.Kill();
        }))));
        await sandbox.EndAsync();
    }

    private Task<SandboxProcess> StartAsync() => SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none", "--data", File);

    private Task<JsonNode> CallAsync(SandboxProcess sandbox, string function, object parameters) => Call.Async(http, sandbox.Address, function, parameters);

    private async Task<string> LoginAsync(SandboxProcess sandbox) =>
        (string)(await CallAsync(sandbox, "login", new { username = "npadmin", password = "Np-Admin-1!" }))["response"]!;

    private async Task<string?> MessageAsync(SandboxProcess sandbox, string session) =>
        (string?)(await CallAsync(sandbox, "server_get_all", new { session_id = session }))["message"];

    private async Task<string?> AddDomainAsync(SandboxProcess sandbox, string session, string domain) => (string?)(await CallAsync(
        sandbox, "mail_domain_add", new { session_id = session, client_id = 1, @params = new { server_id = 1, domain, active = "y" } }))["response"];
}
