namespace Nodepoint.Bench;

/// <summary>Prints the number of requests that a command made.</summary>
internal static class RequestCounts
{
    public static void Print(IReadOnlyDictionary<string, int> counts, int objects, string write)
    {
        Console.WriteLine($"  requests per object: {(double)counts[write] / objects:f2} {write}; {(double)counts.Values.Sum() / objects:f4} with all others");
        Console.WriteLine($"  {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
    }
}
