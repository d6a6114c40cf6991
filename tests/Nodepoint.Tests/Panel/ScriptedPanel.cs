using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.Tests.Panel;

/// <summary>A request: the function, the body, and the number of the call of that function, from 1.</summary>
internal sealed record Request(string Function, JsonElement Body, string Head, int Number)
{
    public string? Session => Text("session_id");

    public string? Text(string member) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out JsonElement value) ? value.ToString() : null;
}

/// <summary>A response: bytes on the wire, and whether the connection is kept.</summary>
internal sealed record Answer(Func<Stream, Task> Write, bool Keep = true, bool Reset = false)
{
    public static Answer Ok(string response) => Text($$"""{"code":"ok","message":"","response":{{response}}}""");

    public static Answer Fault(string message, string code = "remote_fault") =>
        Text($$"""{"code":"{{code}}","message":{{JsonSerializer.Serialize(message)}},"response":false}""");

    public static Answer Text(string body, int status = 200, string type = "application/json; charset=\"utf-8\"", string extra = "") =>
        Bytes(Encoding.UTF8.GetBytes(body), status, type, extra);

    public static Answer Bytes(byte[] body, int status = 200, string type = "application/json", string extra = "") =>
        new(async stream =>
        {
            byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Whatever\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n{extra}\r\n");
            await stream.WriteAsync((byte[])[.. head, .. body]);
        });

    public static Answer Gzip(string body)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(Encoding.UTF8.GetBytes(body));
        return Bytes(packed.ToArray(), extra: "Content-Encoding: gzip\r\n");
    }

    /// <summary>Sends the bytes unchanged and closes the connection.</summary>
    public static Answer Broken(string wire) => new(stream => stream.WriteAsync(Encoding.UTF8.GetBytes(wire)).AsTask(), Keep: false);

    /// <summary>Sends a body without its length and closes the connection.</summary>
    public static Answer UntilClosed(string body) => Broken("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + body);

    public static Answer Resets { get; } = new(_ => Task.CompletedTask, Keep: false, Reset: true);

    public static Answer Closes { get; } = new(_ => Task.CompletedTask, Keep: false);
}

/// <summary>A scripted panel on real sockets: handles sessions and failures as the panel does, and all other calls as the test specifies.</summary>
internal sealed class ScriptedPanel : IAsyncDisposable
{
    public const string Password = "Hush-Hush-77!";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Func<Request, Task<Answer>>> _script = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly X509Certificate2? _certificate;
    private Func<Request, Task<Answer>>? _otherwise;
    private int _sessions;

    public ScriptedPanel(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        Uri = new Uri($"{(certificate is null ? "http" : "https")}://localhost:{Port}");
        _ = AcceptAsync();
    }

    public Uri Uri { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The valid sessions.</summary>
    public ConcurrentDictionary<string, bool> Live { get; } = new();

    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>Runs before TLS begins on a new connection.</summary>
    public Action? Opening { get; init; }

    public int Count(string function) => _counts.GetValueOrDefault(function);

    public ScriptedPanel On(string function, Func<Request, Answer> answer) => On(function, request => Task.FromResult(answer(request)));

    public ScriptedPanel On(string function, Func<Request, Task<Answer>> answer)
    {
        _script[function] = answer;
        return this;
    }

    public ScriptedPanel On(string function, params Answer[] answers) =>
        On(function, request => answers[Math.Min(request.Number, answers.Length) - 1]);

    /// <summary>Handles everything without a script, sessions included.</summary>
    public ScriptedPanel Otherwise(Func<Request, Task<Answer>> answer)
    {
        _otherwise = answer;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    public string NewSession()
    {
        string id = $"q{Interlocked.Increment(ref _sessions):d4}feedc0de5e5510nfeedc0de5e5510n";
        Live[id] = true;
        return id;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket closing = socket;
        socket.NoDelay = true;
        try
        {
            await using Stream stream = await OpenAsync(socket);
            while (await ReadAsync(stream) is { } request)
            {
                Answer answer = await AnswerAsync(request);
                await answer.Write(stream);
                await stream.FlushAsync();
                if (answer.Reset) socket.LingerState = new LingerOption(true, 0);
                if (!answer.Keep) return;
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (_certificate is null) return plain;
        Opening?.Invoke();
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }

    private async Task<Request?> ReadAsync(Stream stream)
    {
        byte[] bytes = new byte[64 * 1024];
        int length = 0, headEnd;
        while ((headEnd = bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(length), _end.Token);
            // A TLS client hello on a plain HTTP port.
            if (read == 0 || (length == 0 && bytes[0] == 0x16)) return null;
            length += read;
        }
        string head = Encoding.ASCII.GetString(bytes, 0, headEnd);
        int bodyLength = head.Split("\r\n").Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(l => int.Parse(l[15..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
        int have = length - headEnd - 4;
        byte[] body = new byte[bodyLength];
        bytes.AsSpan(headEnd + 4, have).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(have), _end.Token);
        string target = head.Split(' ')[1];
        string function = target[(target.IndexOf('?') + 1)..];
        var request = new Request(function, JsonDocument.Parse(body).RootElement, head, _counts.AddOrUpdate(function, 1, (_, n) => n + 1));
        Requests.Enqueue(request);
        return request;
    }

    private Task<Answer> AnswerAsync(Request request)
    {
        if (_otherwise is { } otherwise) return otherwise(request);
        bool scripted = _script.TryGetValue(request.Function, out Func<Request, Task<Answer>>? script);
        if (request.Function is not ("login" or "logout") && (request.Session is not { } id || !Live.ContainsKey(id)))
            return Task.FromResult(Answer.Fault("The Session is expired or does not exist."));
        if (scripted) return script!(request);
        return Task.FromResult(request.Function switch
        {
            "login" => request.Text("password") == Password ? Answer.Ok($"\"{NewSession()}\"") : Answer.Fault("The login failed. Username or password wrong."),
            "logout" => Answer.Ok(Live.TryRemove(request.Session ?? "", out _) ? "true" : "true"),
            _ => Answer.Fault($"Method {request.Function} does not exist", "invalid_method"),
        });
    }
}
