namespace Nodepoint.Bench;

/// <summary>Compares New-NpMailbox with what a script would do without the module: a loop of Invoke-RestMethod, and ForEach-Object -Parallel.</summary>
internal static class LoopBench
{
    public const int Objects = 10_000;

    private const int Throttle = 8;
    private const int Rounds = 3;

    // The loops are slow, so fewer rows are sufficient.
    private const int Fewer = 10;

    public static void Run(int objects)
    {
        using var panel = new PanelProcess();
        using var folder = new TemporaryFolder();
        var few = Math.Max(1, objects / Fewer);
        var bodies = folder.NewFile();
        panel.TakeCounts();
        using (var shell = Shell.Connected(panel.Address)) shell.Run("$row | New-NpMailbox | Out-Null", ("row", MailboxRows.Of(0)));
        File.WriteAllLines(bodies, MailboxRows.Bodies(panel.BodyOf("mail_user_add"), few));

        string[] lines = Pwsh.Run("Measure-Loop.ps1", "-Module", Repository.Module, "-Panel", panel.Address.AbsoluteUri, "-BodyFile", bodies, "-PasswordHash", MailboxRows.ReadyHash,
            "-Rows", $"{objects}", "-ThrottleLimit", $"{Throttle}", "-Rounds", $"{Rounds}");
        double[][] rounds = [.. lines.Select(line => (double[])[.. line.Split(' ').Select(double.Parse)])];
        Print($"New-NpMailbox -ThrottleLimit {Throttle}, {objects} objects in pwsh", rounds, 0);
        Print($"foreach loop of Invoke-RestMethod, {few} of the same bodies", rounds, 1);
        Print($"ForEach-Object -Parallel -ThrottleLimit {Throttle} with it, the same", rounds, 2);
        Console.WriteLine($"  ratio to the loop {Over(rounds, 1)}; to -Parallel {Over(rounds, 2)}");
    }

    private static void Print(string what, double[][] rounds, int column)
        => Console.WriteLine($"{what}: {rounds.Select(round => round[column]).Median():f0}/s   ({rounds.Select(round => round[column]).Runs("f0")})");

    private static string Over(double[][] rounds, int column)
        => $"{rounds.Select(round => round[0] / round[column]).Median():f1} times   ({rounds.Select(round => round[0] / round[column]).Runs("f1")})";
}
