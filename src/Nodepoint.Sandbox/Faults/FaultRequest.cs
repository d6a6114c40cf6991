using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Nodepoint.Sandbox.Faults;

/// <summary>A request to /sandbox/faults: the faults that apply from now on, and actions that are carried out at once.</summary>
/// <param name="Settings">The faults; null ends all faults.</param>
/// <param name="KeepsFaults">Whether only actions were requested, so that the current faults stay.</param>
/// <param name="EndSessions">Whether all sessions end.</param>
/// <param name="Restart">Whether a restart of the panel is simulated.</param>
internal sealed record FaultRequest(FaultSettings? Settings, bool KeepsFaults, bool EndSessions, bool Restart)
{
    private const int LongestDelay = 600_000;
    private const int LongestWork = 10_000;
    private const int MostWorkers = 256;

    /// <summary>Reads the body of a request. On failure the message names the member and says what is allowed.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out FaultRequest? request, [NotNullWhen(false)] out string? message)
    {
        request = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                request = Read(document.RootElement);
                message = null;
                return true;
            }
        }
        catch (JsonException)
        {
            // Reported below: the message of the JSON reader is about byte positions.
        }
        catch (FormatException refused)
        {
            message = refused.Message;
            return false;
        }
        message = """The faults must be a JSON object such as {"dropAfter":0.05,"seed":7}. Use {} to end all faults.""";
        return false;
    }

    private static FaultRequest Read(JsonElement members)
    {
        var chances = new double[FaultNames.Chances.Length];
        int? seed = null;
        var functions = FaultSettings.Any;
        var (shortest, longest) = (0, 0);
        WorkerSettings? workers = null;
        var (endSessions, restart, actions, faults) = (false, false, 0, 0);
        foreach (var member in members.EnumerateObject())
        {
            if (member.Name is FaultNames.EndSessions or FaultNames.Restart) actions++;
            else faults++;
            switch (member.Name)
            {
                case FaultNames.Seed: seed = Seed(member); break;
                case FaultNames.Functions: functions = Functions(member); break;
                case FaultNames.Delay: (shortest, longest) = Delay(member); break;
                case FaultNames.Workers: workers = Workers(member); break;
                case FaultNames.EndSessions: endSessions = Flag(member); break;
                case FaultNames.Restart: restart = Flag(member); break;
                default:
                    var fault = Array.IndexOf(FaultNames.Chances, member.Name);
                    if (fault < 0) throw new FormatException($"Unknown fault '{member.Name}'. Use one of these: {FaultNames.All}.");
                    chances[fault] = Chance(member);
                    break;
            }
        }
        // The tolerance is for rounding: ten times 0.1 is a little more than 1.
        if (chances.Sum() > 1 + 1e-9) throw new FormatException($"The sum of {string.Join(", ", FaultNames.Chances)} must not exceed 1, because a call has at most one of these faults.");
        var settings = new FaultSettings { Seed = seed ?? Random.Shared.Next(), Functions = functions, Chances = chances, ShortestDelay = shortest, LongestDelay = longest, Workers = workers };
        return new FaultRequest(settings.HasEffect ? settings : null, actions > 0 && faults == 0, endSessions, restart);
    }

    private static double Chance(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var chance) && chance is >= 0 and <= 1
            ? chance
            : throw new FormatException($"{member.Name} must be a probability: a number from 0 to 1.");

    private static int Seed(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var seed)
            ? seed
            : throw new FormatException($"{member.Name} must be a whole number from {int.MinValue} to {int.MaxValue}.");

    private static string Functions(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } pattern
            ? pattern
            : throw new FormatException($"{member.Name} must be the name of a function such as mail_user_add, or a pattern such as *_add.");

    private static bool Flag(JsonProperty member) =>
        member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? member.Value.GetBoolean()
            : throw new FormatException($"{member.Name} must be true or false.");

    private static (int Shortest, int Longest) Delay(JsonProperty member)
    {
        if (Milliseconds(member.Value) is { } fixedDelay) return (fixedDelay, fixedDelay);
        if (member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().Count() == 2
            && member.Value.TryGetProperty("min", out var least) && member.Value.TryGetProperty("max", out var most)
            && Milliseconds(least) is { } shortest && Milliseconds(most) is { } longest && shortest <= longest)
            return (shortest, longest);
        throw new FormatException($$"""{{member.Name}} must be a whole number of milliseconds from 0 to {{LongestDelay}}, or a range such as {"min":0,"max":50} with min not greater than max.""");
    }

    private static WorkerSettings Workers(JsonProperty member)
    {
        if (member.Value.ValueKind == JsonValueKind.Object)
        {
            var (count, cpu, wait, slowDown) = (0, 0.0, 0, 0.0);
            var isValid = true;
            foreach (var part in member.Value.EnumerateObject())
            {
                isValid &= part.Name switch
                {
                    FaultNames.Count => part.Value.ValueKind == JsonValueKind.Number && part.Value.TryGetInt32(out count) && count is >= 1 and <= MostWorkers,
                    FaultNames.Cpu => part.Value.ValueKind == JsonValueKind.Number && part.Value.TryGetDouble(out cpu) && cpu is >= 0 and <= LongestWork,
                    FaultNames.Wait => part.Value.ValueKind == JsonValueKind.Number && part.Value.TryGetInt32(out wait) && wait is >= 0 and <= LongestWork,
                    FaultNames.SlowDown => part.Value.ValueKind == JsonValueKind.Number && part.Value.TryGetDouble(out slowDown) && slowDown is >= 0 and <= 1,
                    _ => false,
                };
            }

            if (isValid && count > 0) return new WorkerSettings(count, cpu, wait, slowDown);
        }

        throw new FormatException($$"""{{member.Name}} must be an object such as {"count":8,"cpuMs":2.5,"waitMs":1,"slowDown":0.02}: count from 1 to {{MostWorkers}}, cpuMs and the whole number waitMs from 0 to {{LongestWork}}, slowDown from 0 to 1.""");
    }

    private static int? Milliseconds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var milliseconds) && milliseconds is >= 0 and <= LongestDelay ? milliseconds : null;
}
