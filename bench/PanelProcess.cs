using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Nodepoint.Bench;

/// <summary>The instant panel in a separate process, so that its work does not count as the client's.</summary>
internal sealed class PanelProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();

    /// <summary>Starts it.</summary>
    /// <param name="mailboxes">The number of mailboxes that it returns.</param>
    public PanelProcess(int mailboxes = 0)
    {
        _process = Child.StartBare("--server", $"{mailboxes}");
        Address = new Uri($"http://127.0.0.1:{_process.StandardOutput.ReadLine()}/remote/json.php");
    }

    public Uri Address { get; }

    /// <summary>The number of calls of each function since the last call of this method.</summary>
    public SortedDictionary<string, int> TakeCounts() => JsonSerializer.Deserialize<SortedDictionary<string, int>>(Ask(InstantPanel.Counts, ""))!;

    /// <summary>The body of the first call of a function since the last call of TakeCounts.</summary>
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
