using System.IO.Enumeration;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Faults;

/// <summary>Which faults are in force.</summary>
internal sealed record FaultSettings
{
    /// <summary>What stands for all functions.</summary>
    public const string Any = "*";

    /// <summary>What the draws follow from.</summary>
    public required int Seed { get; init; }

    /// <summary>The functions that are met, with * and ? as in names of files; the others are spared.</summary>
    public required string Functions { get; init; }

    /// <summary>How likely each fault is for a call, 0 to 1, by its number; together at most 1.</summary>
    public required IReadOnlyList<double> Chances { get; init; }

    /// <summary>How long a call waits at least, in milliseconds.</summary>
    public required int ShortestDelay { get; init; }

    /// <summary>How long a call waits at most, in milliseconds.</summary>
    public required int LongestDelay { get; init; }

    /// <summary>Whether any call is treated otherwise than without them.</summary>
    public bool HaveEffect => LongestDelay > 0 || Chances.Any(chance => chance > 0);

    /// <summary>Whether calls of a function are met.</summary>
    public bool Meet(string function) => Functions == Any || FileSystemName.MatchesSimpleExpression(Functions, function, ignoreCase: false);

    /// <summary>The settings as an order that would set them.</summary>
    public static PhpArray Describe(FaultSettings? settings)
    {
        var array = new PhpArray { [FaultNames.Seed] = settings?.Seed, [FaultNames.Functions] = settings?.Functions ?? Any };
        for (var i = 0; i < FaultNames.Chances.Length; i++) array[FaultNames.Chances[i]] = Number(settings?.Chances[i] ?? 0);
        array[FaultNames.Delay] = settings is null || settings.ShortestDelay == settings.LongestDelay
            ? settings?.LongestDelay ?? 0
            : new PhpArray { ["min"] = settings.ShortestDelay, ["max"] = settings.LongestDelay };
        return array;
    }

    // A bare 0 rather than 0.0.
    private static object Number(double chance) => chance is 0 or 1 ? (object)(int)chance : chance;
}
