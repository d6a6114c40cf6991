using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class UsedPanelRecordingTests(UsedPanel sandbox) : IClassFixture<UsedPanel>
{
    public static TheoryData<string> Names => [.. Scenario.NamesOf(Scenario.UsedPanel)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_sandbox_answers_a_recorded_scenario_as_a_panel_in_use_did(string name)
    {
        var differences = await new Replayer(sandbox.Http, sandbox.Address).PlayAsync(Scenario.Load(name, Scenario.UsedPanel));

        if (KnownDifferences.Scenarios.Contains(name)) Assert.True(differences.Count > 0, $"{name} has no differences any more. Remove it from the list in KnownDifferences.cs.");
        else Assert.Empty(differences);
    }

    [Fact]
    public void Every_recording_is_there_to_be_compared()
    {
        var scenarios = Scenario.NamesOf(Scenario.UsedPanel).Select(n => Scenario.Load(n, Scenario.UsedPanel)).ToList();

        Assert.Equal(40, scenarios.Count);
        Assert.Equal(1921, scenarios.Sum(s => s.Steps.Count));
    }
}
