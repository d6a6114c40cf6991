using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Shell;

/// <summary>What the terminal shows when a command is stopped: nothing can be written to its pipeline any more.</summary>
public sealed class StoppedCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stopped").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_says_how_far_it_came_and_how_to_go_on()
    {
        var ran = Run("'user0@example.com', 'no address', 'user2@example.com' | ForEach-Object { [pscustomobject]@{ Email = $_ } } | New-NpMailbox -GeneratePassword -Journal $journal -ThrottleLimit 1 -ErrorAction Stop | Out-Null");
        Assert.Equal(1, ran.ExitCode);
        Assert.Matches(@"New-NpMailbox stopped after [23] rows in .* s \(.*/s\): [12] done, 1 failed.*\. To resume, run the same command with -Journal .*stopped\.jsonl\.", ran.Output);
    }

    [Fact]
    public void It_counts_one_row_as_one()
    {
        var ran = Run("New-NpMailbox 'no address' -GeneratePassword -Journal $journal -ErrorAction Stop");
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("New-NpMailbox stopped after 1 row in ", ran.Output, StringComparison.Ordinal);
        Assert.Contains(": 0 done, 1 failed. To resume, run the same command", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_row_without_a_journal_it_says_no_more_than_the_error()
    {
        var ran = Run("New-NpMailbox 'no address' -GeneratePassword -ErrorAction Stop");
        Assert.Equal(1, ran.ExitCode);
        Assert.DoesNotContain("stopped after", ran.Output + ran.Errors, StringComparison.Ordinal);
    }

    private ProcessResult Run(string line) => Pwsh.Run($$"""
        $sandbox = Start-NpSandbox
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin
        $null = New-NpMailDomain example.com
        $journal = {{Pwsh.Quote(Path.Combine(_folder, "stopped.jsonl"))}}
        {{line}}
        """);
}
