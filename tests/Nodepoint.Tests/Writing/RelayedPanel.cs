using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Nodepoint.IspConfig.Panel;
using Nodepoint.Sandbox.Hosting;
using Nodepoint.Tests.Panel;
using Nodepoint.Tests.Sandbox;

namespace Nodepoint.Tests.Writing;

/// <summary>A sandbox with the demo data behind a relay that counts writes and can lose the response of the next one.</summary>
internal sealed class RelayedPanel : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _writes = new();
    private readonly ScriptedPanel _relay = new();
    private readonly SandboxServer _sandbox;
    private int _losses;

    private RelayedPanel(SandboxServer sandbox)
    {
        _sandbox = sandbox;
        _relay.Otherwise(RelayAsync);
    }

    public PanelConnection Connection { get; private set; } = null!;

    /// <summary>The functions of the writes, in the order in which they arrived.</summary>
    public IReadOnlyCollection<string> Writes => _writes;

    public static async Task<RelayedPanel> StartAsync()
    {
        var panel = new RelayedPanel(await SandboxServer.StartAsync(RunningSandbox.AnyPort with { IsDemo = true }));
        panel.Connection = await PanelConnection.OpenAsync(new PanelOptions { Uri = panel._relay.Uri, Credential = new NetworkCredential("npadmin", "Np-Admin-1!") }, CancellationToken.None);
        return panel;
    }

    /// <summary>Loses the response of the next write, which is carried out.</summary>
    public void LoseNext() => _losses = 1;

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _relay.DisposeAsync();
        await _sandbox.DisposeAsync();
        _http.Dispose();
    }

    private async Task<Answer> RelayAsync(Request request)
    {
        using var content = new StringContent(request.Body.GetRawText(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(_sandbox.HttpAddress!, $"/remote/json.php?{request.Function}"), content);
        var body = await response.Content.ReadAsByteArrayAsync();
        if (!IsWrite(request.Function)) return Answer.Bytes(body);
        _writes.Enqueue(request.Function);
        return Interlocked.Exchange(ref _losses, 0) == 1 ? Answer.Closes : Answer.Bytes(body);
    }

    private static bool IsWrite(string function)
        => function.EndsWith("_add", StringComparison.Ordinal) || function.EndsWith("_update", StringComparison.Ordinal) || function.Contains("_delete", StringComparison.Ordinal) || function.EndsWith("_set_status", StringComparison.Ordinal);
}
