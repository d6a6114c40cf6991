using System.Globalization;

namespace Nodepoint.EngineHost.Specs;

/// <summary>The lines a run shows, in the shape of Pester's detailed output.</summary>
internal static class SpecConsole
{
    public static void Enter(SpecBlock block) => Console.WriteLine($"{Indent(block.Depth - 1)}{(block.Depth == 1 ? "Describing " : "Context ")}{block.Name}");

    public static void Show(Spec spec)
    {
        var indent = Indent(spec.Block.Depth);
        var took = spec.Took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        var line = spec.Outcome switch
        {
            Outcome.Passed => $"[+] {spec.Name} {took}ms",
            Outcome.Skipped => $"[!] {spec.Name}, skipped: {spec.Message}",
            _ => $"[-] {spec.Name} {took}ms\n{indent} {spec.Message!.Replace("\n", $"\n{indent} ", StringComparison.Ordinal)}",
        };
        Console.WriteLine(indent + line);
    }

    private static string Indent(int depth) => new(' ', depth * 2);
}
