# Dot-sourced by a spec's BeforeAll: a server on loopback that sends whatever it is told to, for clients that must survive it.
if (-not ('TalkingServer' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

public sealed class TalkingServer : IDisposable
{
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly byte[] _greeting;
    private readonly byte[][] _replies;
    private readonly string _then;

    // What it sends first, what it sends for each thing that it receives, and what it does then: Close, Wait, or Repeat the last text for ever.
    public TalkingServer(byte[] greeting, byte[][] replies, string then)
    {
        _greeting = greeting;
        _replies = replies ?? new byte[0][];
        _then = then;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public void Dispose() { _listener.Stop(); }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try { client = await _listener.AcceptSocketAsync(); }
            catch (SocketException) { return; }
            catch (ObjectDisposedException) { return; }
            _ = Task.Run(() => TalkAsync(client));
        }
    }

    private async Task TalkAsync(Socket client)
    {
        try
        {
            using (client)
            using (var stream = new NetworkStream(client))
            {
                var received = new byte[65536];
                await stream.WriteAsync(_greeting, 0, _greeting.Length);
                var last = _greeting;
                foreach (var reply in _replies)
                {
                    if (await stream.ReadAsync(received, 0, received.Length) == 0) return;
                    await stream.WriteAsync(reply, 0, reply.Length);
                    last = reply;
                }
                if (_then == "Close") return;
                while (_then == "Repeat" && last.Length > 0) await stream.WriteAsync(last, 0, last.Length);
                while (await stream.ReadAsync(received, 0, received.Length) > 0) { }
            }
        }
        catch (IOException) { }
        catch (SocketException) { }
        catch (ObjectDisposedException) { }
    }
}
'@
}

function New-TalkingServer([string] $Greeting, [string[]] $Reply = @(), [ValidateSet('Close', 'Wait', 'Repeat')] [string] $Then = 'Close') {
    $bytes = { param($text) , [Text.Encoding]::Latin1.GetBytes($text) }
    [TalkingServer]::new((& $bytes $Greeting), [byte[][]] @($Reply | ForEach-Object { , [Text.Encoding]::Latin1.GetBytes($_) }), $Then)
}
