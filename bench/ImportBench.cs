namespace Nodepoint.Bench;

/// <summary>Compares Import-Module Nodepoint with importing an empty binary module, each in a new process.</summary>
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
        Console.WriteLine($"  {module.Median() - empty.Median():f0} ms more");
    }

    public static void MeasureOne(string module)
    {
        using var shell = new Shell();
        Console.WriteLine($"{shell.Import(module).TotalMilliseconds:f1}");
    }
}
