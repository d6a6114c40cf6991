using Xunit;
using YamlDotNet.Serialization;

namespace Nodepoint.Tests.Docs;

/// <summary>What the workflows do, everybody can do: they only run steps of build.ps1.</summary>
public sealed class WorkflowTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".github");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.yml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))];

    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(Path.Combine(Folder, "workflows"), "*.yml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_valid_YAML(string file) => Assert.NotEmpty(Read(file));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_runs_only_build_ps1_after_its_setup(string file)
    {
        string build = File.ReadAllText(Path.Combine(Repository.Root, "build.ps1"));
        var runs = Steps(file).Where(step => step.ContainsKey("run") && !((string)step["name"]).StartsWith("Set up ", StringComparison.Ordinal)).Select(step => (string)step["run"]).ToList();
        Assert.All(runs, run =>
        {
            Assert.Matches(@"(^|\s)\./build\.ps1 [A-Z][a-z]+$", run);
            Assert.Contains($"'{run.Split(' ')[^1]}'", build, StringComparison.Ordinal);
        });
        Assert.All(Steps(file).Where(step => step.ContainsKey("uses")), step => Assert.Matches(@"^(actions|github)/[a-z/-]+@v\d+$", (string)step["uses"]));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_only_read_unless_a_job_says_otherwise(string file)
    {
        var permissions = Assert.IsType<Dictionary<object, object>>(Read($"workflows/{file}")["permissions"]);
        Assert.Equal([new("contents", "read")], permissions);
    }

    [Fact]
    public void The_tests_run_on_all_systems_with_the_oldest_and_the_newest_PowerShell()
    {
        var job = (Dictionary<object, object>)((Dictionary<object, object>)Read("workflows/build.yml")["jobs"])["test"];
        var matrix = (Dictionary<object, object>)((Dictionary<object, object>)job["strategy"])["matrix"];
        Assert.Equal(["ubuntu-latest", "windows-latest", "macos-latest"], (List<object>)matrix["os"]);
        string oldest = File.ReadLines(Path.Combine(Repository.Root, "Nodepoint.psd1")).Single(line => line.Contains("PowerShellVersion", StringComparison.Ordinal)).Split('\'')[1];
        Assert.Equal([oldest + ".*", "7.*"], (List<object>)matrix["pwsh"]);
    }

    private static IEnumerable<Dictionary<object, object>> Steps(string file)
        => ((Dictionary<object, object>)Read($"workflows/{file}")["jobs"]).Values.Cast<Dictionary<object, object>>()
            .Where(job => job.ContainsKey("steps")).SelectMany(job => (List<object>)job["steps"]).Cast<Dictionary<object, object>>();

    private static Dictionary<object, object> Read(string file)
        => new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Folder, file)));
}
