using Nodepoint.IspConfig.Panel;
using Xunit;

namespace Nodepoint.Tests.Api;

/// <summary>The public API of the library changes only together with src/Nodepoint.IspConfig/PublicApi.txt.</summary>
public sealed class PublicApiTests
{
    // Set by ./build.ps1 Api.
    private const string Accept = "NODEPOINT_ACCEPT_API";

    private static readonly string Baseline = Path.Combine(Repository.Root, "src", "Nodepoint.IspConfig", "PublicApi.txt");

    [Fact]
    public void The_public_api_is_the_accepted_one()
    {
        string[] now = PublicApi.Of(typeof(PanelConnection).Assembly);
        Assert.NotEmpty(now);
        if (Environment.GetEnvironmentVariable(Accept) is { Length: > 0 }) File.WriteAllText(Baseline, string.Join('\n', now) + "\n");
        string[] accepted = File.ReadAllLines(Baseline);
        string[] changes = [.. accepted.Except(now).Select(line => "- " + line), .. now.Except(accepted).Select(line => "+ " + line)];
        Assert.True(changes.Length == 0, $"The public API of Nodepoint.IspConfig has changed. If that is intended, run './build.ps1 Api' to accept it:\n{string.Join('\n', changes)}");
        Assert.Equal(accepted, now);
    }
}
