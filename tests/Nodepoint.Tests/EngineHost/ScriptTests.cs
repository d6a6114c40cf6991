using Xunit;

namespace Nodepoint.Tests.EngineHost;

/// <summary>Scripts and commands in the bare engine.</summary>
public sealed class ScriptTests
{
    private static string Sample(string name) => Path.Combine(Engine.Root, "tests/Nodepoint.Tests/EngineHost/samples", name);

    private static Ran Command(string text) => Engine.RunOwn("--no-module", "--command", text);

    [Fact]
    public void Arguments_reach_the_script_by_name()
    {
        var ran = Engine.RunOwn("--no-module", Sample("arguments.ps1"), "-Csv", "it's a file.csv", "-Times", "3", "-Loud", "-Quiet:$false", "--", "-5");
        Assert.Equal("csv=it's a file.csv times=3 loud=True quiet=False rest=--,-5\n", ran.Output);
        Assert.Equal(0, ran.ExitCode);
    }

    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("Write-Error 'one row'; 'goes on'", 0)]
    [InlineData("throw 'the end'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Write-Error 'stops'; 'never'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Content /none/such; 'never'", 1)]
    [InlineData("exit 7", 7)]
    public void Exit_codes_tell_how_it_ended(string text, int code)
    {
        var ran = Command(text);
        Assert.Equal(code, ran.ExitCode);
        Assert.DoesNotContain("never", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_leaves_with_its_own_exit_code() =>
        Assert.Equal(5, Engine.RunOwn("--no-module", Sample("exit.ps1")).ExitCode);

    [Fact]
    public void Errors_and_warnings_go_to_stderr_and_output_stays_clean()
    {
        var ran = Command("'out'; Write-Warning 'careful'; Write-Error 'wrong'; Write-Verbose 'unasked'; throw 'the end'");
        Assert.Equal("out\n", ran.Output);
        Assert.Contains("WARNING: careful", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("wrong", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("the end", ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("unasked", ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', ran.Output + ran.Errors);
    }

    [Fact]
    public void A_format_file_lays_out_the_table()
    {
        var ran = Engine.RunOwn("--module", Sample("Formatted/Formatted.psd1"), "--command", "Get-Formatted");
        Assert.Equal(["Shown Name    Room", "----------    ----", "one        1.00 GB", "two        2.00 GB"], Lines(ran.Output));
    }

    [Fact]
    public void Format_table_takes_properties_and_calculated_ones()
    {
        var ran = Command("[pscustomobject]@{ A = 1; B = 'x' }, [pscustomobject]@{ A = 20; B = 'y' } | Format-Table B, @{ n = 'Twice'; e = { $_.A * 2 } } -AutoSize");
        Assert.Equal(["B Twice", "- -----", "x     2", "y    40"], Lines(ran.Output));
    }

    [Fact]
    public void Help_is_found_for_a_command() =>
        Assert.Contains("SYNTAX", Command("Get-Help Import-Module | Out-String").Output, StringComparison.Ordinal);

    [Fact]
    public void A_module_that_is_not_there_is_named()
    {
        var ran = Engine.RunOwn("--module", "/none/such/Module.psd1", "--command", "1");
        Assert.Equal(64, ran.ExitCode);
        Assert.Contains("no module at /none/such/Module.psd1", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_is_refused() => Assert.Equal(64, Engine.RunOwn("--no-module", "--wrong").ExitCode);

    private static string[] Lines(string output) => [.. output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
