using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Nodepoint.Bench;

/// <summary>
/// A panel that responds at once, so that the client is measured: HTTP/1.1 on a bare socket with prepared responses. It counts
/// the calls of each function and keeps the first body of each. It ends when its standard input ends.
/// </summary>
internal static class InstantPanel
{
    public const string Counts = "bench_counts";
    public const string FirstBody = "bench_first_body";

    private static readonly ConcurrentDictionary<string, int> Called = new();
    private static readonly ConcurrentDictionary<string, string> Bodies = new();

    /// <param name="mailboxes">The number of mailboxes that it returns.</param>
    public static async Task RunAsync(int mailboxes)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = AcceptAsync(listener, mailboxes);
        await Console.In.ReadToEndAsync();
    }

    private static async Task AcceptAsync(TcpListener listener, int mailboxes)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = ServeAsync(socket, mailboxes);
        }
    }

    private static async Task ServeAsync(Socket socket, int mailboxes)
    {
        using var _ = socket;
        var bytes = new byte[64 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                var (function, bodyStart, end) = Request(bytes.AsSpan(0, filled));
                if (end == 0 || filled < end)
                {
                    var read = await socket.ReceiveAsync(bytes.AsMemory(filled));
                    if (read == 0) return;
                    filled += read;
                    continue;
                }

                await AnswerAsync(socket, function, bytes.AsMemory(bodyStart, end - bodyStart), mailboxes);
                bytes.AsSpan(end, filled - end).CopyTo(bytes);
                filled -= end;
            }
        }
        catch (SocketException)
        {
            // The client has closed the connection.
        }
    }

    /// <summary>The function (after the question mark of the URL), and where the body starts and ends; 0 while the headers are incomplete.</summary>
    private static (string Function, int BodyStart, int End) Request(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0) return ("", 0, 0);
        var line = bytes[..bytes.IndexOf("\r\n"u8)];
        line = line[(line.IndexOf((byte)'?') + 1)..];
        var function = Encoding.ASCII.GetString(line[..line.IndexOf((byte)' ')]);
        var length = 0;
        var name = bytes[..head].IndexOf("Content-Length: "u8);
        if (name >= 0)
            for (var at = name + "Content-Length: ".Length; bytes[at] is >= (byte)'0' and <= (byte)'9'; at++) length = length * 10 + bytes[at] - '0';
        return (function, head + 4, head + 4 + length);
    }

    private static async ValueTask AnswerAsync(Socket socket, string function, ReadOnlyMemory<byte> body, int mailboxes)
    {
        switch (function)
        {
            case Counts:
                await socket.SendAsync(PanelAnswers.Json(JsonSerializer.SerializeToUtf8Bytes(Called)));
                Called.Clear();
                return;
            case FirstBody:
                await socket.SendAsync(PanelAnswers.Json(Encoding.UTF8.GetBytes(Bodies[Encoding.UTF8.GetString(body.Span)])));
                return;
        }

        if (Called.AddOrUpdate(function, 1, static (_, count) => count + 1) == 1) Bodies[function] = Encoding.UTF8.GetString(body.Span);
        if (function == "mail_user_get")
        {
            foreach (var part in ManyMailboxes.Answer(mailboxes)) await socket.SendAsync(part);
            return;
        }

        await socket.SendAsync(PanelAnswers.Of(function, body.Span));
    }
}
