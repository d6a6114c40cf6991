using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Nodepoint.Bench;

/// <summary>The instant panel in a process of its own, so that its work is not counted as the caller's.</summary>
internal sealed class PanelProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();

    /// <summary>Starts it.</summary>
    /// <param name="mailboxes">How many mailboxes it answers when it is asked for them.</param>
    public PanelProcess(int mailboxes = 0)
    {
        _process = Child.StartBare("--server", $"{mailboxes}");
        Address = new Uri($"http://127.0.0.1:{_process.StandardOutput.ReadLine()}/remote/json.php");
    }

    public Uri Address { get; }

    /// <summary>How often each function was called since this was asked last.</summary>
    public SortedDictionary<string, int> TakeCounts() => JsonSerializer.Deserialize<SortedDictionary<string, int>>(Ask(InstantPanel.Counts, ""))!;

    /// <summary>The body of a function's first call since the counts were taken.</summary>
    public string BodyOf(string function) => Ask(InstantPanel.FirstBody, function);

    public Uri AddressOf(string function) => new($"{Address}?{function}");

    public void Dispose()
    {
        _client.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string function, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        using var answer = _client.PostAsync(AddressOf(function), content).GetAwaiter().GetResult();
        return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }
}
