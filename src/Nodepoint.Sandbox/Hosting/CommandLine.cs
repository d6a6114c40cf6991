using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Reads the words after the program's name.</summary>
public static class CommandLine
{
    /// <summary>How the sandbox is called.</summary>
    public const string Usage = """
        usage: Nodepoint.Sandbox [options]
          --http ADDRESS:PORT|none    plain http (default 127.0.0.1:8081; port 0: any free one)
          --https ADDRESS:PORT|none   https with a certificate of its own (default 127.0.0.1:8080)
          --data FILE                 keep everything in this SQLite file (default: nothing is kept)
          --seed FILE                 what a fresh panel holds (default: the contract's seed)
          --demo                      a fresh panel holds a small hosting company
          --allow-remote              listen on addresses others can reach; the passwords are known to everyone
          --parent PID                end when this process does
          --help                      this text
        """;

    /// <summary>False with a message when the words make no sense; options are null when only help was asked for.</summary>
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
            if (word is not ("--http" or "--https" or "--data" or "--seed" or "--parent")) return Refuse($"unknown option {word}", out options, out message);
            if (++i == words.Count) return Refuse($"{word} needs a value", out options, out message);
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
                if (value != "none" && !TryEndpoint(value, out endpoint)) return $"{word}: {value} is no address and port, like 127.0.0.1:8081";
                options = word == "--http" ? options with { Http = endpoint } : options with { Https = endpoint };
                return null;
            case "--data":
                options = options with { DataFile = Path.GetFullPath(value) };
                return Directory.Exists(Path.GetDirectoryName(options.DataFile)) ? null : $"--data: there is no folder for {value}";
            case "--seed":
                options = options with { SeedFile = Path.GetFullPath(value) };
                return File.Exists(options.SeedFile) ? null : $"--seed: there is no file {value}";
            default:
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var process)) return $"--parent: {value} is no process id";
                options = options with { ParentProcess = process };
                return null;
        }
    }

    private static string? Check(SandboxOptions options, bool allowRemote)
    {
        if (options is { Http: null, Https: null }) return "with --http none and --https none there is nothing to listen on";
        if (options.Http is { Port: not 0 } http && http.Equals(options.Https)) return $"--http and --https cannot both use {http}";
        if (options is { IsDemo: true, SeedFile: not null }) return "--demo and --seed cannot be used together";
        var remote = new[] { options.Http, options.Https }.FirstOrDefault(e => e is not null && !IPAddress.IsLoopback(e.Address));
        return remote is null || allowRemote ? null : $"{remote} can be reached by others; --allow-remote says that this is meant";
    }

    private static bool TryEndpoint(string value, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        // A bare address would be taken with port 0, which nobody means.
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
