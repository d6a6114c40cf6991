using System.Net.Sockets;
using System.Text.Json;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Runs the sandbox as a program: prints its addresses, and waits until it has to end.</summary>
internal static class SandboxProgram
{
    public static async Task<int> RunAsync(SandboxOptions options)
    {
        using var session = options.ParentProcess is null ? null : OwnSession.Enter();
        Contract.ContractData.IsNewerLine = options.PanelVersion == "3.3";
        SandboxServer server;
        try
        {
            server = await SandboxServer.StartAsync(options);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or JsonException or SqlFault or SqliteFailure
            or Microsoft.Data.Sqlite.SqliteException or KeyNotFoundException or System.Security.Cryptography.CryptographicException)
        {
            // A parent says itself that the sandbox cannot start.
            await Console.Error.WriteLineAsync($"{(options.ParentProcess is null ? "The sandbox cannot start: " : "")}{Explain(e, options)}");
            return 2;
        }
        await using (server)
        {
            if (server.HttpAddress is { } http) await Console.Out.WriteLineAsync($"http   {http}");
            if (server.HttpsAddress is { } https) await Console.Out.WriteLineAsync($"https  {https}\npin    {server.CertificatePin}");
            await Console.Out.WriteLineAsync("ready");
            await Console.Out.FlushAsync();
            await WaitAsync(server, options.ParentProcess);
        }
        return 0;
    }

    private static string Explain(Exception problem, SandboxOptions options) => problem switch
    {
        JsonException when options.SeedFile is { } seed => $"The seed file '{seed}' cannot be used. {problem.Message}",
        SqlFault or SqliteFailure or Microsoft.Data.Sqlite.SqliteException when options.DataFile is { } data => $"The data file '{data}' cannot be used: {problem.Message}.",
        _ => problem.Message,
    };

    private static async Task WaitAsync(SandboxServer server, int? parent)
    {
        using var ended = new CancellationTokenSource();
        var signal = server.WaitForEndAsync(ended.Token);
        await (parent is { } id ? Task.WhenAny(signal, ParentProcess.WaitForEndAsync(id, ended.Token)) : signal);
        await ended.CancelAsync();
    }
}
