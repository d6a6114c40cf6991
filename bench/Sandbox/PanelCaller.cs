using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Nodepoint.Bench.Sandbox;

/// <summary>Calls the panel without the module, and records its session and the time of each call.</summary>
internal sealed class PanelCaller(HttpClient client, Uri address)
{
    private static readonly byte[] Ok = "{\"code\":\"ok\""u8.ToArray();

    /// <summary>The time of each call from the first byte of the request to the last of the response, in milliseconds.</summary>
    public List<double> Times { get; } = [];

    public string Session { get; private set; } = "";

    public static HttpClient Connections(int count) => new(new SocketsHttpHandler { MaxConnectionsPerServer = count, UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };

    public async Task LoginAsync() => Session = await AskAsync("login", """{"username":"npadmin","password":"Np-Admin-1!"}""");

    /// <summary>Calls a function with members that follow the session. Throws if the response is not "ok".</summary>
    public Task<byte[]> CallAsync(string function, string members) => SendAsync(function, $$"""{"session_id":"{{Session}}",{{members}}}""");

    /// <summary>Calls a function and returns the single value of its response.</summary>
    public Task<string> AskForAsync(string function, string members) => AskAsync(function, $$"""{"session_id":"{{Session}}",{{members}}}""");

    /// <summary>Calls a function, discards the response while it arrives, and returns its length.</summary>
    public async Task<long> MeasureAsync(string function, string members)
    {
        using var content = new StringContent($$"""{"session_id":"{{Session}}",{{members}}}""", Encoding.UTF8);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/remote/json.php?{function}")) { Content = content };
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var piece = new byte[64 * 1024];
        var length = 0L;
        for (int read; (read = await stream.ReadAsync(piece)) > 0;)
        {
            if (length == 0 && !piece.AsSpan().StartsWith(Ok)) throw new InvalidOperationException($"{function}: {Encoding.UTF8.GetString(piece, 0, read)}");
            length += read;
        }
        Times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return length;
    }

    /// <summary>Sends a call that was recorded, discards its response, and returns whether the panel accepted it.</summary>
    public async Task<bool> ReplayAsync(string function, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/remote/json.php?{function}")) { Content = content };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var piece = new byte[64 * 1024];
        var (isFirst, isAccepted) = (true, false);
        for (; await stream.ReadAsync(piece) > 0; isFirst = false)
            if (isFirst) isAccepted = piece.AsSpan().StartsWith(Ok);
        return isAccepted;
    }

    private async Task<string> AskAsync(string function, string body)
    {
        using var answer = JsonDocument.Parse(await SendAsync(function, body));
        return answer.RootElement.GetProperty("response").ToString();
    }

    private async Task<byte[]> SendAsync(string function, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri(address, $"/remote/json.php?{function}"), content);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return bytes.AsSpan().StartsWith(Ok) ? bytes : throw new InvalidOperationException($"{function}: {Encoding.UTF8.GetString(bytes)} to {body}");
    }
}
