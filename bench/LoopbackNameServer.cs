using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Nodepoint.Bench;

/// <summary>BIND on loopback with one zone, until it is disposed of.</summary>
internal sealed class LoopbackNameServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private LoopbackNameServer(string zone, string text)
    {
        Port = FreePort();
        var configuration = _folder.FileNamed("named.conf");
        File.WriteAllText(_folder.FileNamed("zone"), text);
        File.WriteAllText(configuration, $$"""
            options { directory "{{Path.GetDirectoryName(configuration)}}"; pid-file "named.pid"; session-keyfile "session.key"; listen-on port {{Port}} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; };
            controls { };
            zone "{{zone}}" { type primary; file "zone"; };
            """);
        _process = Process.Start(new ProcessStartInfo("named", ["-g", "-n", "1", "-c", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        while (_process.StandardError.ReadLine() is { } line)
            if (line.EndsWith(" running", StringComparison.Ordinal)) break;
        if (_process.HasExited) throw new InvalidOperationException("named did not start.");
        // Without a reader, the server would stop when the pipe is full.
        _ = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The port at 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="zone">The name of its zone.</param>
    /// <param name="text">The zone file.</param>
    /// <returns>The server; null if BIND is not installed.</returns>
    public static LoopbackNameServer? TryStart(string zone, string text)
    {
        try { return new LoopbackNameServer(zone, text); }
        catch (Win32Exception) { return null; }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        return ((IPEndPoint)tcp.LocalEndpoint).Port;
    }
}
