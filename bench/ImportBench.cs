namespace Nodepoint.Bench;

/// <summary>Import-Module Nodepoint over importing a binary module with nothing in it, each in a fresh process.</summary>
internal static class ImportBench
{
    private const int Runs = 10;

    public static void Run()
    {
        var module = new List<double>();
        var empty = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            empty.Add(Child.Measure("--import", Repository.EmptyModule)[0]);
            module.Add(Child.Measure("--import", Repository.Module)[0]);
        }

        Console.WriteLine($"Import-Module Nodepoint: {module.Median():f0} ms   ({module.Runs("f0")})");
        Console.WriteLine($"Import-Module of an empty binary module: {empty.Median():f0} ms   ({empty.Runs("f0")})");
        Console.WriteLine($"  {module.Median() - empty.Median():f0} ms over it");
    }

    public static void MeasureOne(string module)
    {
        using var shell = new Shell();
        Console.WriteLine($"{shell.Import(module).TotalMilliseconds:f1}");
    }
}
