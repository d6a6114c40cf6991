using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.Tests.Sandbox;
using Nodepoint.Tests.Shell;
using Xunit;

namespace Nodepoint.Tests.Soak;

/// <summary>Kills samples/import-mailboxes.ps1 in the middle and runs it again: every mailbox must exist once.</summary>
public sealed class ImportSampleTests : IDisposable
{
    private const string Sample = "samples/import-mailboxes.ps1";
    private const int TimeLimit = 300_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;
    private readonly string _port = FreePort().ToString(CultureInfo.InvariantCulture);

    private string Journal => Path.Combine(_folder, "mailboxes.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = TimeLimit)]
    public async Task Killed_in_its_middle_and_run_again_it_leaves_every_mailbox_there_once()
    {
        using (var process = Pwsh.Start(Pwsh.Script(Sample, Arguments)))
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("90 of 300", StringComparison.Ordinal))
            {
                // Skips the output before.
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, process.ExitCode);
            await errors;
        }

        var cut = JournalReport.Read(Journal);
        Assert.False(cut.IsComplete);
        Assert.InRange(cut.CountOf(JournalState.Done), 90, 299);

        var again = Pwsh.Run(Pwsh.Script(Sample, Arguments));
        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        Assert.Contains("300 of 300", again.Output, StringComparison.Ordinal);
        Assert.Matches(@"300 rows in .*, [0-9]+ done by an earlier run, 0 failed\.", again.Output);
        var whole = JournalReport.Read(Journal);
        Assert.Equal((true, 300, 300), (whole.IsComplete, whole.Rows, whole.CountOf(JournalState.Done)));
        Assert.DoesNotContain("Np-", await File.ReadAllTextAsync(Journal, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"user{number}@import{number % 20}.example").Order(StringComparer.Ordinal), (await MailboxesAsync()).Order(StringComparer.Ordinal));
    }

    private string[] Arguments => ["-Rows", "300", "-Folder", _folder, "-Port", _port];

    // Reads what its sandbox has stored.
    private async Task<List<string>> MailboxesAsync()
    {
        using var sandbox = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none", "--data", Path.Combine(_folder, "sandbox.db"));
        using var http = new HttpClient();
        var session = (string)(await Call.Async(http, sandbox.Address, "login", new { username = "npadmin", password = "Np-Admin-1!" }))["response"]!;
        var rows = (await Call.Async(http, sandbox.Address, "mail_user_get", new { session_id = session, primary_id = new { email = "%" } }))["response"];
        return [.. rows!.AsArray().Select(row => (string)row!["email"]!)];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
