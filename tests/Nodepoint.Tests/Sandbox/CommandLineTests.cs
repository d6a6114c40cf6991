using System.Net;
using Nodepoint.Sandbox.Hosting;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_it_listens_on_the_loopback_ports_a_panel_has()
    {
        Assert.True(CommandLine.TryParse([], out var options, out _));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8081), options!.Http);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8080), options.Https);
        Assert.Null(options.DataFile);
    }

    [Fact]
    public void Each_address_can_be_set_or_switched_off()
    {
        Assert.True(CommandLine.TryParse(["--http", "none", "--https", "[::1]:0"], out var options, out _));
        Assert.Null(options!.Http);
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 0), options.Https);
    }

    [Fact]
    public void Files_and_the_parent_process_are_taken()
    {
        var seed = Path.GetTempFileName();
        Assert.True(CommandLine.TryParse(["--seed", seed, "--data", Path.ChangeExtension(seed, ".db"), "--parent", "42"], out var options, out _));
        Assert.Equal(seed, options!.SeedFile);
        Assert.Equal(Path.ChangeExtension(seed, ".db"), options.DataFile);
        Assert.Equal(42, options.ParentProcess);
        File.Delete(seed);
    }

    [Fact]
    public void A_demo_has_rows_of_its_own_and_takes_no_seed()
    {
        Assert.True(CommandLine.TryParse(["--demo"], out var options, out _));
        Assert.True(options!.IsDemo);
        var seed = Path.GetTempFileName();
        Assert.False(CommandLine.TryParse(["--demo", "--seed", seed], out _, out var message));
        Assert.Contains("--demo", message, StringComparison.Ordinal);
        File.Delete(seed);
    }

    [Fact]
    public void An_address_others_can_reach_has_to_be_meant()
    {
        Assert.False(CommandLine.TryParse(["--http", "0.0.0.0:8081"], out _, out var message));
        Assert.Equal("Other machines can reach 0.0.0.0:8081. Use a loopback address, or add --allow-remote.", message);
        Assert.True(CommandLine.TryParse(["--http", "0.0.0.0:8081", "--allow-remote"], out _, out _));
    }

    [Fact]
    public void Asking_for_help_gives_no_options_and_no_complaint()
    {
        Assert.True(CommandLine.TryParse(["--help"], out var options, out var message));
        Assert.Null(options);
        Assert.Null(message);
    }

    [Theory]
    [InlineData("Unknown option '--fast'.", "--fast")]
    [InlineData("Unknown option '8081'.", "8081")]
    [InlineData("--http requires a value.", "--http")]
    [InlineData("--http: '8081' is not an IP address and port. Use an address such as 127.0.0.1:8081, or none.", "--http", "8081")]
    [InlineData("--http: '127.0.0.1' is not an IP address and port. Use an address such as 127.0.0.1:8081, or none.", "--http", "127.0.0.1")]
    [InlineData("--https: '127.0.0.1:99999' is not an IP address and port. Use an address such as 127.0.0.1:8081, or none.", "--https", "127.0.0.1:99999")]
    [InlineData("--https: 'panel.test:1' is not an IP address and port. Use an address such as 127.0.0.1:8081, or none.", "--https", "panel.test:1")]
    [InlineData("--parent: 'me' is not a process ID.", "--parent", "me")]
    [InlineData("--seed: the file 'no-such-seed.json' does not exist.", "--seed", "no-such-seed.json")]
    [InlineData("--data: the folder of 'no-such-folder/panel.db' does not exist.", "--data", "no-such-folder/panel.db")]
    [InlineData("--http and --https cannot both be none.", "--http", "none", "--https", "none")]
    [InlineData("--http and --https cannot both use 127.0.0.1:80.", "--http", "127.0.0.1:80", "--https", "127.0.0.1:80")]
    public void Invalid_options_are_named(string complaint, params string[] words)
    {
        Assert.False(CommandLine.TryParse(words, out var options, out var message));
        Assert.Null(options);
        Assert.Equal(complaint, message);
    }
}
