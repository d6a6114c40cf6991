using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Shell;

/// <summary>What a script shows when a command is stopped: nothing can be written to its pipeline any more, and its standard output is for programs.</summary>
public sealed class StoppedCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stopped").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_says_how_far_it_came_and_how_to_go_on()
    {
        var ran = Run("'user0@example.com', 'no address', 'user2@example.com' | ForEach-Object { [pscustomobject]@{ Email = $_ } } | New-NpMailbox -GeneratePassword -Journal $journal -ThrottleLimit 1 -ErrorAction Stop | Out-Null");
        Assert.Equal(1, ran.ExitCode);
        Assert.Matches(@"New-NpMailbox stopped after [23] rows in .* s \(.*/s\): [12] done, 1 failed.*\. To resume, run the same command with -Journal .*stopped\.jsonl\.", ran.Errors);
    }

    [Fact]
    public void It_counts_one_row_as_one()
    {
        var ran = Run("New-NpMailbox 'no address' -GeneratePassword -Journal $journal -ErrorAction Stop");
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("New-NpMailbox stopped after 1 row in ", ran.Errors, StringComparison.Ordinal);
        Assert.Contains(": 0 done, 1 failed. To resume, run the same command", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_row_without_a_journal_it_says_no_more_than_the_error()
    {
        var ran = Run("New-NpMailbox 'no address' -GeneratePassword -ErrorAction Stop");
        Assert.Equal(1, ran.ExitCode);
        Assert.DoesNotContain("stopped after", ran.Output + ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_needs_no_more_writes_nothing_but_its_output()
    {
        var ran = Run("0..50 | ForEach-Object { [pscustomobject]@{ Email = \"user$_@example.com\" } } | New-NpMailbox -GeneratePassword -Journal $journal | Select-Object -First 1 | ConvertTo-Json -Depth 2");
        using var output = System.Text.Json.JsonDocument.Parse(ran.Output);
        Assert.Equal("user0@example.com", output.RootElement.GetProperty("Email").GetString());
        Assert.DoesNotContain("stopped after", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_that_ends_it_names_the_rows_in_flight_with_their_outcome()
    {
        var ran = Run("'user0@missing.example', 'user1@example.com', 'user2@example.com' | ForEach-Object { [pscustomobject]@{ Email = $_ } } | New-NpMailbox -GeneratePassword -ThrottleLimit 4 -ErrorAction Stop | Out-Null", "-Fault @{ delayMs = 200 }");
        Assert.Matches(@"missing\.example.*Rows that were in flight: .*'user1@example\.com' done", ran.Errors.ReplaceLineEndings(" "));
    }

    private ProcessResult Run(string line, string sandbox = "") => Pwsh.Run($$"""
        $sandbox = Start-NpSandbox {{sandbox}}
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin
        $null = New-NpMailDomain example.com
        $journal = {{Pwsh.Quote(Path.Combine(_folder, "stopped.jsonl"))}}
        {{line}}
        """);
}
