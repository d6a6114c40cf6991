namespace Nodepoint.Bench;

/// <summary>Compares Import-NpCsv with Import-Csv on a file of mailboxes.</summary>
internal static class CsvBench
{
    public const int Rows = 200_000;

    private const int Rounds = 5;

    public static void Run(int rows)
    {
        using var folder = new TemporaryFolder();
        var file = folder.NewFile();
        File.WriteAllLines(file, Enumerable.Range(0, rows).Select(row => $"user{row}@import{row % 20}.example,Np-{row:x8}!,1GB,\"User, {row}\"").Prepend("Email,Password,Quota,Name"));
        using var shell = new Shell();
        shell.Import(Repository.Module);
        var own = new List<double>();
        var builtIn = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var ours = rows / shell.Run("Import-NpCsv $file | Out-Null", ("file", file)).TotalSeconds;
            var theirs = rows / shell.Run("Import-Csv $file | Out-Null", ("file", file)).TotalSeconds;
            // The first round warms up.
            if (round == 0) continue;
            own.Add(ours);
            builtIn.Add(theirs);
        }

        Console.WriteLine($"Import-NpCsv, {rows} rows: {own.Median():f0}/s   ({own.Runs("f0")})");
        Console.WriteLine($"Import-Csv, the same file: {builtIn.Median():f0}/s   ({builtIn.Runs("f0")})");
        Console.WriteLine($"  {own.Zip(builtIn, (ours, theirs) => ours / theirs).ToList().Median():f2} times as fast");
    }
}
