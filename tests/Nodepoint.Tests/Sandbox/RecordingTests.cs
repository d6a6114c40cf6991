using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class RecordingTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    public static TheoryData<string> Names => [.. Scenario.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_sandbox_answers_a_recorded_scenario_as_the_panel_did(string name)
    {
        var differences = await new Replayer(sandbox.Http, sandbox.Address).PlayAsync(Scenario.Load(name));

        if (KnownDifferences.Scenarios.Contains(name)) Assert.True(differences.Count > 0, $"{name} has no differences any more. Remove it from the list in KnownDifferences.cs.");
        else Assert.Empty(differences);
    }

    [Fact]
    public void Every_recording_is_there_to_be_compared() => Assert.Equal(95, Scenario.Names.Count());

    [Fact]
    public void The_list_of_known_differences_names_recordings_only() => Assert.Subset(Scenario.Names.Concat(Scenario.NamesOf(Scenario.UsedPanel)).ToHashSet(), KnownDifferences.Scenarios.ToHashSet());

    [Fact]
    public async Task A_wrong_answer_is_noticed()
    {
        var scenario = Scenario.Load("session-login");
        scenario.Steps[2]["response"]!["message"] = "something else";

        var difference = Assert.Single(await new Replayer(sandbox.Http, sandbox.Address).PlayAsync(scenario));
        Assert.StartsWith("step 3 login: response.message: wanted \"something else\"", difference, StringComparison.Ordinal);
    }
}
