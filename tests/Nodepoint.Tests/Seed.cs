using System.Globalization;
using Xunit;

namespace Nodepoint.Tests;

/// <summary>The seed of random tests: NODEPOINT_SEED sets it. It is written to the output of the test and to the file that NODEPOINT_SEEDS names.</summary>
internal static class Seed
{
    private static readonly Lock Gate = new();

    /// <summary>The specified seed; null for a random one.</summary>
    public static int? Given { get; } = Environment.GetEnvironmentVariable("NODEPOINT_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;

    /// <summary>The specified seed, or a random one.</summary>
    public static int Next() => Given ?? Random.Shared.Next();

    /// <summary>Writes a line about a run and its seed.</summary>
    public static void Report(ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("NODEPOINT_SEEDS") is not { Length: > 0 } file) return;
        lock (Gate) File.AppendAllText(file, line + "\n");
    }
}
