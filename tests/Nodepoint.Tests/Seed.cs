using System.Globalization;
using Xunit;

namespace Nodepoint.Tests;

/// <summary>What tests draw by chance: NODEPOINT_SEED repeats it, and it is told in the test's output and in the file that NODEPOINT_SEEDS names.</summary>
internal static class Seed
{
    private static readonly Lock Gate = new();

    /// <summary>The seed that was given; null where chance has it.</summary>
    public static int? Given { get; } = Environment.GetEnvironmentVariable("NODEPOINT_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;

    /// <summary>The seed that was given, or a new one.</summary>
    public static int Next() => Given ?? Random.Shared.Next();

    /// <summary>Tells of a run and its seed.</summary>
    public static void Tell(ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("NODEPOINT_SEEDS") is not { Length: > 0 } file) return;
        lock (Gate) File.AppendAllText(file, line + "\n");
    }
}
