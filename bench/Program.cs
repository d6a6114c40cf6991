using System.Globalization;
using Nodepoint.Bench;
using Nodepoint.Bench.Sandbox;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    // The first three are what the bench starts of itself, each in a process of its own.
    case ["--server"]:
        await InstantPanel.RunAsync();
        return 0;
    case ["--memory", var panel]:
        ReadBench.MeasureMemory(new Uri(panel));
        return 0;
    case ["--import", var module]:
        ImportBench.MeasureOne(module);
        return 0;
    case ["sandbox-large", .. var rest] when rest is [] || (rest is [var many] && int.TryParse(many, CultureInfo.InvariantCulture, out _)):
        LargeSandboxBench.Run(rest is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : LargeSandboxBench.Mailboxes);
        return 0;
    case []:
    case ["mailboxes" or "passwords" or "records" or "reading" or "import" or "sandbox"]:
        var only = args.FirstOrDefault();
        if (only is null or "mailboxes") MailboxBench.Run();
        if (only is null or "passwords") PasswordBench.Run();
        if (only is null or "records") RecordBench.Run();
        if (only is null or "reading") ReadBench.Run();
        if (only is null or "import") ImportBench.Run();
        if (only is null or "sandbox") SandboxBench.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project bench [-- mailboxes|passwords|records|reading|import|sandbox|sandbox-large [mailboxes]]");
        return 2;
}
