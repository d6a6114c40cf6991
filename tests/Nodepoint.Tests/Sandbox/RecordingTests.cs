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

        if (NotYetEqual.Scenarios.Contains(name)) Assert.True(differences.Count > 0, $"{name} is equal by now: take it off the list in NotYetEqual.cs");
        else Assert.Empty(differences);
    }

    [Fact]
    public void Every_recording_is_there_to_be_compared() => Assert.Equal(95, Scenario.Names.Count());

    [Fact]
    public void The_list_of_what_is_not_yet_equal_names_recordings_only() => Assert.Subset(Scenario.Names.ToHashSet(), NotYetEqual.Scenarios.ToHashSet());

    [Fact]
    public async Task A_wrong_answer_is_noticed()
    {
        var scenario = Scenario.Load("session-login");
        scenario.Steps[2]["response"]!["message"] = "something else";

        var difference = Assert.Single(await new Replayer(sandbox.Http, sandbox.Address).PlayAsync(scenario));
        Assert.StartsWith("step 3 login: response.message: wanted \"something else\"", difference, StringComparison.Ordinal);
    }
}
