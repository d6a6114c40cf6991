namespace Nodepoint.Bench;

/// <summary>
/// Compares Import-Module Nodepoint with importing an empty binary module, each in a new process. The environment variable
/// NODEPOINT_BENCH_MODULE names the manifest of another build, which is measured in the same run.
/// </summary>
internal static class ImportBench
{
    private const int Runs = 10;

    public static void Run()
    {
        var module = new List<double>();
        var empty = new List<double>();
        var other = new List<double>();
        var another = Environment.GetEnvironmentVariable("NODEPOINT_BENCH_MODULE");
        for (var run = 0; run < Runs; run++)
        {
            empty.Add(Child.Measure("--import", Repository.EmptyModule)[0]);
            module.Add(Child.Measure("--import", Repository.Module)[0]);
            if (another is not null) other.Add(Child.Measure("--import", another)[0]);
        }

        Console.WriteLine($"Import-Module Nodepoint: {module.Median():f0} ms   ({module.Runs("f0")})");
        Console.WriteLine($"Import-Module of an empty binary module: {empty.Median():f0} ms   ({empty.Runs("f0")})");
        Console.WriteLine($"  {module.Median() - empty.Median():f0} ms more, {module.Median() / empty.Median():f2} times");
        if (another is not null) Console.WriteLine($"Import-Module {another}: {other.Median():f0} ms   ({other.Runs("f0")})");
    }

    public static void MeasureOne(string module)
    {
        using var shell = new Shell();
        Console.WriteLine($"{shell.Import(module).TotalMilliseconds:f1}");
    }
}
