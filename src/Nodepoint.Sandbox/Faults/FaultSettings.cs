using System.IO.Enumeration;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Faults;

/// <summary>The faults that apply, and how likely they are.</summary>
internal sealed record FaultSettings
{
    /// <summary>The pattern that matches all functions.</summary>
    public const string Any = "*";

    /// <summary>The seed of the random draws.</summary>
    public required int Seed { get; init; }

    /// <summary>The functions the faults apply to; the wildcards * and ? work as in file names.</summary>
    public required string Functions { get; init; }

    /// <summary>The probability of each fault, 0 to 1, in the order of <see cref="Fault"/>; their sum is at most 1.</summary>
    public required IReadOnlyList<double> Chances { get; init; }

    /// <summary>The minimum delay of a call in milliseconds.</summary>
    public required int ShortestDelay { get; init; }

    /// <summary>The maximum delay of a call in milliseconds.</summary>
    public required int LongestDelay { get; init; }

    /// <summary>The PHP processes of the panel; null for as many as there are calls.</summary>
    public required WorkerSettings? Workers { get; init; }

    /// <summary>Whether the settings affect any call.</summary>
    public bool HasEffect => LongestDelay > 0 || Workers is not null || Chances.Any(chance => chance > 0);

    /// <summary>Whether the faults apply to a function.</summary>
    public bool AppliesTo(string function) => Functions == Any || FileSystemName.MatchesSimpleExpression(Functions, function, ignoreCase: false);

    /// <summary>The settings in the form of a request that would set them.</summary>
    public static PhpArray Describe(FaultSettings? settings)
    {
        var array = new PhpArray { [FaultNames.Seed] = settings?.Seed, [FaultNames.Functions] = settings?.Functions ?? Any };
        for (var i = 0; i < FaultNames.Chances.Length; i++) array[FaultNames.Chances[i]] = Number(settings?.Chances[i] ?? 0);
        array[FaultNames.Delay] = settings is null || settings.ShortestDelay == settings.LongestDelay
            ? settings?.LongestDelay ?? 0
            : new PhpArray { ["min"] = settings.ShortestDelay, ["max"] = settings.LongestDelay };
        array[FaultNames.Workers] = settings?.Workers?.Describe();
        return array;
    }

    // Writes 0 and 1 rather than 0.0 and 1.0.
    private static object Number(double chance) => chance is 0 or 1 ? (object)(int)chance : chance;
}
