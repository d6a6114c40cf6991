using Nodepoint.IspConfig.State;
using Xunit;

namespace Nodepoint.Tests.State;

/// <summary>Which server of a panel takes the place of one in a state.</summary>
public sealed class StateServersTests
{
    private static readonly Servers From = new("the folder", new("a.example", ["mail", "web"]), new("both.example", ["dns"]));
    private static readonly Servers To = new("panel 'new'", new("both.example", ["dns"]), new("small.example", ["mail"]), new("big.example", ["mail", "web", "dns"]));
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void ServersAreFoundByNameThenByServices()
    {
        var chosen = new List<string>();
        var problems = new List<string>();
        var map = StateServers.Map(From, To, static _ => true, Nothing, (one, other) => chosen.Add($"{one.Name} {other.Name}"), problems);
        Assert.Equal("big.example", map["A.example"]);
        Assert.False(map.ContainsKey("both.example"));
        Assert.Equal(["a.example big.example"], chosen);
        Assert.Empty(problems);
    }

    [Fact]
    public void ANamedServerIsTaken()
    {
        var problems = new List<string>();
        Assert.Equal("small.example", StateServers.Map(From, To, static _ => true, new Dictionary<string, string> { ["a.example"] = "small.example" }, static (_, _) => { }, problems)["a.example"]);
        Assert.Empty(problems);
    }

    [Fact]
    public void AllThatIsWrongIsSaidAtOnce()
    {
        var problems = new List<string>();
        StateServers.Map(From, new Servers("panel 'new'", new StateServer("both.example", ["dns"])), static _ => true, new Dictionary<string, string> { ["gone.example"] = "none.example" }, static (_, _) => { }, problems);
        Assert.Collection(
            problems,
            problem => Assert.StartsWith("-ServerMap names server 'gone.example', which the folder does not have.", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("-ServerMap names server 'none.example', which panel 'new' does not have.", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("No server of panel 'new' has all services of 'a.example' (mail, web).", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void AServerThatNothingUsesNeedsNoOther()
    {
        var problems = new List<string>();
        Assert.Empty(StateServers.Map(From, new Servers("panel 'new'", new StateServer("both.example", ["dns"])), static server => server.Name == "both.example", Nothing, static (_, _) => { }, problems));
        Assert.Empty(problems);
    }

    private sealed class Servers(string title, params StateServer[] servers) : StateSource
    {
        public override string Title => title;

        public override StateManifest Manifest { get; } = new() { Servers = servers };

        public override IReadOnlyList<StateEntry> Entries(StateNoun noun) => [];

        public override StateObject Read(StateEntry entry) => throw new NotSupportedException();
    }
}
