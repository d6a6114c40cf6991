using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class ProgramTests
{
    [Fact]
    public async Task It_says_where_it_answers_and_the_pin_of_its_certificate()
    {
        using var sandbox = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "127.0.0.1:0");

        Assert.Collection(
            sandbox.Lines,
            http => Assert.Matches("^http   http://127\\.0\\.0\\.1:[1-9][0-9]*/$", http),
            https => Assert.Matches("^https  https://127\\.0\\.0\\.1:[1-9][0-9]*/$", https),
            pin => Assert.Matches("^pin    [0-9A-F]{64}$", pin),
            ready => Assert.Equal("ready", ready));
    }

    [Fact]
    public async Task It_ends_when_the_process_it_belongs_to_does()
    {
        using var parent = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none");
        using var sandbox = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none", "--parent", parent.IdText);

        parent.Kill();

        Assert.Equal(0, await sandbox.EndAsync());
    }

    [Fact]
    public async Task It_ends_when_it_is_asked_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal.");
        using var sandbox = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none");

        sandbox.Terminate();

        Assert.Equal(0, await sandbox.EndAsync());
    }

    [Fact]
    public async Task An_unknown_option_is_answered_with_the_usage()
    {
        using var sandbox = await SandboxProcess.StartAsync("--fast");

        Assert.StartsWith("Unknown option '--fast'.", await sandbox.ErrorsAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await sandbox.EndAsync());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_without_a_stack_trace()
    {
        using var first = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none");
        using var second = await SandboxProcess.StartAsync("--http", $"127.0.0.1:{first.Address.Port}", "--https", "none");

        var errors = await second.ErrorsAsync();
        Assert.StartsWith("The sandbox cannot start: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(2, await second.EndAsync());
    }

    [Fact]
    public async Task An_invalid_seed_is_reported_without_a_stack_trace()
    {
        var seed = Path.GetTempFileName();
        await File.WriteAllTextAsync(seed, "{ \"tables\": { \"no_such_table\": [] } }");
        using var sandbox = await SandboxProcess.StartAsync("--http", "127.0.0.1:0", "--https", "none", "--seed", seed);

        Assert.Equal($"The sandbox cannot start: The seed file '{seed}' cannot be used. The seed contains the table 'no_such_table', which a panel does not have.", (await sandbox.ErrorsAsync()).Trim());
        Assert.Equal(2, await sandbox.EndAsync());
        File.Delete(seed);
    }
}
