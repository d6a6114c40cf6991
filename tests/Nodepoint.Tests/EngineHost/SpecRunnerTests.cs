using System.Collections.Concurrent;
using Nodepoint.Tests.Specs;
using Xunit;

namespace Nodepoint.Tests.EngineHost;

/// <summary>The runner for Pester's syntax, on little specs of its own. They were found to end alike under Pester 5.9.</summary>
public sealed class SpecRunnerTests
{
    private static readonly ConcurrentDictionary<string, Lazy<(Ran Ran, SpecCase[] Cases)>> Runs = new();

    private static string Sample(string name) => Path.Combine(Engine.Root, "tests/Nodepoint.Tests/EngineHost/samples", name);

    [Theory]
    [InlineData("Scopes.Tests.ps1", 20)]
    [InlineData("Operators.Tests.ps1", 37)]
    [InlineData("Everyday.Tests.ps1", 70)]
    public void Specs_that_hold_pass(string file, int count)
    {
        var (ran, cases) = Run(file);
        Assert.Empty(cases.Where(spec => spec.Result != "Passed").Select(spec => $"{spec.Title}: {spec.Message}"));
        Assert.Equal(count, cases.Length);
        Assert.Equal(0, ran.ExitCode);
        Assert.EndsWith($"{count} passed, 0 failed, 0 skipped\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_outcome_is_reported_as_what_it_is()
    {
        var (ran, cases) = Run("Outcomes.Tests.ps1");
        Assert.All(cases, spec => Assert.StartsWith(
            spec.Result switch { "Passed" => "passes", "Failed" => "fails", "Skipped" => "is skipped", _ => "unheard of" },
            spec.Name.Replace("is stopped by its first failure", "fails", StringComparison.Ordinal),
            StringComparison.Ordinal));
        Assert.Equal(cases.Count(spec => spec.Result == "Failed"), ran.ExitCode);
        Assert.EndsWith("3 passed, 8 failed, 3 skipped\n", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fails", "Expected 2, because one is not two, but got 1.")]
    [InlineData("fails by an error", "oh dear")]
    [InlineData("is stopped by its first failure", "Expected 2, but got 1.")]
    [InlineData("is skipped while it runs", "the moon is full")]
    [InlineData("fails with it", "BeforeAll failed: no ground")]
    [InlineData("fails with it too", "BeforeAll failed: no ground")]
    [InlineData("fails by its AfterAll", "AfterAll failed: left behind")]
    public void Each_outcome_says_why(string name, string message) =>
        Assert.StartsWith(message, Run("Outcomes.Tests.ps1").Cases.Single(spec => spec.Name == name).Message, StringComparison.Ordinal);

    [Fact]
    public void Cases_expand_into_titles() => Assert.Equal(
        [
            "Scopes.Tests.ps1 > Block one > one adds 5",
            "Scopes.Tests.ps1 > Block one > one adds 6",
            "Scopes.Tests.ps1 > Block two > two adds 5",
            "Scopes.Tests.ps1 > Block two > two adds 6",
            "Scopes.Tests.ps1 > Cases > adds 1 and 2 to 3",
            "Scopes.Tests.ps1 > Cases > adds 2 and 2 to 4",
        ],
        Run("Scopes.Tests.ps1").Cases.Select(spec => spec.Title).Where(title => title.Contains("adds", StringComparison.Ordinal)));

    [Fact]
    public void Listing_names_what_running_reports()
    {
        var listed = SpecCase.Read(Engine.RunOwn("--no-module", "--spec", Sample("Scopes.Tests.ps1"), "--list").Output);
        Assert.All(listed, spec => Assert.Equal("NotRun", spec.Result));
        Assert.Equal(Run("Scopes.Tests.ps1").Cases.Select(spec => (spec.Id, spec.Title)), listed.Select(spec => (spec.Id, spec.Title)));
    }

    [Fact]
    public void A_file_that_cannot_be_discovered_fails()
    {
        var (ran, cases) = Run("Broken.Tests.ps1");
        Assert.Equal(1, ran.ExitCode);
        var only = Assert.Single(cases);
        Assert.Equal("Failed", only.Result);
        Assert.StartsWith("not to be discovered", only.Message, StringComparison.Ordinal);
    }

    private static (Ran Ran, SpecCase[] Cases) Run(string file) => Runs.GetOrAdd(file, name => new(() => Start(name))).Value;

    private static (Ran Ran, SpecCase[] Cases) Start(string file)
    {
        var report = Path.GetTempFileName();
        try
        {
            var ran = Engine.RunOwn("--no-module", "--spec", Sample(file), "--report", report);
            return (ran, SpecCase.Read(File.ReadAllText(report)));
        }
        finally
        {
            File.Delete(report);
        }
    }
}
