using System.Net;
using System.Text.Json.Nodes;
using Nodepoint.Sandbox.Hosting;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>A sandbox in this process on a free port, with helpers to call it.</summary>
public class RunningSandbox : IAsyncLifetime
{
    internal static readonly SandboxOptions AnyPort = new() { Http = new IPEndPoint(IPAddress.Loopback, 0), Https = null };

    private SandboxServer? server;

    internal HttpClient Http { get; } = new();

    internal Uri Address => server!.HttpAddress!;

    private protected virtual SandboxOptions Options => AnyPort;

    public async ValueTask InitializeAsync() => server = await SandboxServer.StartAsync(Options);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        if (server is not null) await server.DisposeAsync();
    }

    internal Task<JsonNode> CallAsync(string function, object parameters) => Call.Async(Http, Address, function, parameters);

    internal async Task<string> LoginAsync(string account = "npadmin", string password = "Np-Admin-1!") =>
        (string)(await CallAsync("login", new { username = account, password }))["response"]!;

    internal async Task ResetAsync()
    {
        using var response = await Http.PostAsync(new Uri(Address, "/sandbox/reset"), null);
        response.EnsureSuccessStatusCode();
    }
}
