using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Reads the options of the command line.</summary>
public static class CommandLine
{
    /// <summary>The usage text.</summary>
    public const string Usage = """
        Usage: Nodepoint.Sandbox [options]
          --http ADDRESS:PORT|none    Listen for HTTP. The default is 127.0.0.1:8081. Port 0 selects a free port.
          --https ADDRESS:PORT|none   Listen for HTTPS, with a self-signed certificate. The default is 127.0.0.1:8080.
          --data FILE                 Keep all data in this SQLite file. By default, data is lost at the end.
          --seed FILE                 Fill a new panel from this JSON file instead of the default data.
          --demo                      Fill a new panel with a small hosting company.
          --panel-version LINE        Be a panel of the line 3.2 (the default) or 3.3.
          --allow-remote              Allow addresses that other machines can reach. The passwords are publicly known.
          --parent PID                End when the process with this ID ends.
          --help                      Show this text.
        """;

    /// <summary>Reads the options; false with a message if they are not valid. Options are null if only help was requested.</summary>
    public static bool TryParse(IReadOnlyList<string> words, out SandboxOptions? options, [NotNullWhen(false)] out string? message)
    {
        options = new SandboxOptions();
        message = null;
        var allowRemote = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--allow-remote")
            {
                allowRemote = true;
                continue;
            }
            if (word == "--demo")
            {
                options = options with { IsDemo = true };
                continue;
            }
            if (word == "--help")
            {
                options = null;
                return true;
            }
            if (word is not ("--http" or "--https" or "--data" or "--seed" or "--parent" or "--panel-version")) return Refuse($"Unknown option '{word}'.", out options, out message);
            if (++i == words.Count) return Refuse($"{word} requires a value.", out options, out message);
            if (Set(ref options, word, words[i]) is { } complaint) return Refuse(complaint, out options, out message);
        }
        return Check(options, allowRemote) is not { } wrong || Refuse(wrong, out options, out message);
    }

    private static string? Set(ref SandboxOptions options, string word, string value)
    {
        switch (word)
        {
            case "--http" or "--https":
                IPEndPoint? endpoint = null;
                if (value != "none" && !TryEndpoint(value, out endpoint)) return $"{word}: '{value}' is not an IP address and port. Use an address such as 127.0.0.1:8081, or none.";
                options = word == "--http" ? options with { Http = endpoint } : options with { Https = endpoint };
                return null;
            case "--data":
                options = options with { DataFile = Path.GetFullPath(value) };
                return Directory.Exists(Path.GetDirectoryName(options.DataFile)) ? null : $"--data: the folder of '{value}' does not exist.";
            case "--seed":
                options = options with { SeedFile = Path.GetFullPath(value) };
                return File.Exists(options.SeedFile) ? null : $"--seed: the file '{value}' does not exist.";
            case "--panel-version":
                options = options with { PanelVersion = value };
                return value is "3.2" or "3.3" ? null : $"--panel-version: '{value}' is not a line of the panel. Use 3.2 or 3.3.";
            default:
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var process)) return $"--parent: '{value}' is not a process ID.";
                options = options with { ParentProcess = process };
                return null;
        }
    }

    private static string? Check(SandboxOptions options, bool allowRemote)
    {
        if (options is { Http: null, Https: null }) return "--http and --https cannot both be none.";
        if (options.Http is { Port: not 0 } http && http.Equals(options.Https)) return $"--http and --https cannot both use {http}.";
        if (options is { IsDemo: true, SeedFile: not null }) return "--demo and --seed cannot be used together.";
        var remote = new[] { options.Http, options.Https }.FirstOrDefault(e => e is not null && !IPAddress.IsLoopback(e.Address));
        return remote is null || allowRemote ? null : $"Other machines can reach {remote}. Use a loopback address, or add --allow-remote.";
    }

    private static bool TryEndpoint(string value, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        // IPEndPoint reads an address without a port as port 0.
        var port = value[(value.LastIndexOf(':') + 1)..];
        endpoint = null;
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _) || value.LastIndexOf(':') < 1) return false;
        if (value.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase)) value = $"{IPAddress.Loopback}:{port}";
        return (value.StartsWith('[') || value.Count(c => c == ':') == 1) && IPEndPoint.TryParse(value, out endpoint);
    }

    private static bool Refuse(string complaint, out SandboxOptions? options, out string message)
    {
        options = null;
        message = complaint;
        return false;
    }
}
