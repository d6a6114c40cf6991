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
        Assert.Equal(["Shown Name   Room", "----------   ----", "one       1.00 GB", "two       2.00 GB"], Lines(ran.Output));
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

    [Theory]
    [InlineData("1..9 | Select-Object -First 2 -Skip 1", "2 3")]
    [InlineData("1..9 | Select-Object -Last 2", "8 9")]
    [InlineData("1..9 | Select-Object -Last 2 -Skip 1", "7 8")]
    [InlineData("1..5 | Select-Object -SkipLast 3", "1 2")]
    [InlineData("1..5 | Select-Object -Index 0, 3", "1 4")]
    [InlineData("1, 2, 2, 1 | Select-Object -Unique", "1 2")]
    [InlineData("$n = 0; 1..9 | ForEach-Object { $n++; $_ } | Select-Object -First 2 | Out-Null; $n", "2")]
    [InlineData("$r = [pscustomobject]@{ A = 1; B = 2 } | Select-Object A, @{ n = 'C'; e = { $_.B + 1 } }, None; $r.PSObject.Properties.Name; $r.C", "A C None 3")]
    [InlineData("([pscustomobject]@{ Ab = 1; Ac = 2; B = 3 } | Select-Object A* -ExcludeProperty Ac).PSObject.Properties.Name", "Ab")]
    [InlineData("[pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A", "1 2")]
    [InlineData("3, 1, 2 | Sort-Object", "1 2 3")]
    [InlineData("'b', 'A', 'c', 'a' | Sort-Object -Unique -Descending", "c b A")]
    [InlineData("10, 9, 100 | Sort-Object { -$_ }", "100 10 9")]
    [InlineData("([pscustomobject]@{ A = 1; B = 1 }, [pscustomobject]@{ A = 1; B = 2 } | Sort-Object A, @{ e = 'B'; Descending = $true }).B", "2 1")]
    [InlineData("$m = 1..4 | Measure-Object -Sum -Average -Maximum -Minimum; $m.Count, $m.Sum, $m.Average, $m.Maximum, $m.Minimum", "4 10 2.5 4 1")]
    [InlineData("1..6 | Group-Object { $_ % 2 } | ForEach-Object { \"$($_.Name):$($_.Count)\" }", "0:3 1:3")]
    [InlineData("(Compare-Object 1, 2 2, 3 | Sort-Object InputObject).SideIndicator", "<= =>")]
    [InlineData("(New-Object System.Uri 'http://example.com/').Host", "example.com")]
    [InlineData("'a,b', '1,\"x, \"\"y\"\"\"' | ConvertFrom-Csv | ForEach-Object b", "x, \"y\"")]
    [InlineData("[pscustomobject]@{ A = 1; B = 'x\"y' } | ConvertTo-Csv", "\"A\",\"B\" \"1\",\"x\"\"y\"")]
    [InlineData("@{ a = @(1, @{ b = $true }) } | ConvertTo-Json -Compress", "{\"a\":[1,{\"b\":true}]}")]
    [InlineData("('{\"a\":{\"b\":[1,2]}}' | ConvertFrom-Json).a.b", "1 2")]
    [InlineData("ConvertTo-SecureString 'secret' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText", "secret")]
    [InlineData("Join-Path /a b c; Split-Path /a/b; Split-Path /a/b.txt -Leaf; Test-Path /none/such", "/a/b/c /a b.txt False")]
    [InlineData("Set-Variable there 5; Get-Variable there -ValueOnly; $there", "5 5")]
    [InlineData("Write-Host 'said' 6>$null; Write-Host a b; Write-Information 'unasked'", "a b")]
    [InlineData("$f = New-TemporaryFile; 'x', 'y' > $f; 'z' >> $f; Get-Content $f; (Get-Content $f -Raw).Length; Remove-Item $f; Test-Path $f", "x y z 6 False")]
    [InlineData("$f = New-TemporaryFile; 1..2 | ForEach-Object { [pscustomobject]@{ N = $_ } } | Export-Csv $f; (Import-Csv $f).N; Remove-Item $f", "1 2")]
    [InlineData("$f = New-TemporaryFile; Set-Content $f 'x'; 'y' | Add-Content $f; (Select-String 'y' $f).LineNumber; Remove-Item $f", "2")]
    public void Everyday_commands_do_what_pwsh_does(string text, string expected)
    {
        var ran = Command(text);
        Assert.Equal("", string.Concat(ran.Errors.Split('\n').Skip(1)));
        Assert.Equal(expected, string.Join(' ', Lines(ran.Output)));
    }

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
