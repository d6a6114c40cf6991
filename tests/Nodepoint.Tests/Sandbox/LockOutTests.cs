using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class LockOutTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const string NoSession = "The Session is expired or does not exist.";

    [Fact]
    public async Task Wrong_passwords_and_unknown_sessions_count_together()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        for (var i = 0; i < 5; i++)
        {
            await sandbox.CallAsync("login", new { username = "npadmin", password = "wrong" });
            Assert.Equal(NoSession, await MessageAsync("invented"));
        }

        Assert.Equal("The Session failure limit has been reached.", await MessageAsync(session));
        Assert.Equal("The login failure limit has been reached.", (string?)(await sandbox.CallAsync("login", new { username = "npdns", password = "Np-Dns-1!" }))["message"]);
        Assert.True((bool)(await sandbox.CallAsync("logout", new { session_id = session }))["response"]!);
    }

    [Fact]
    public async Task A_good_login_before_the_tenth_failure_clears_the_count()
    {
        await sandbox.ResetAsync();
        for (var i = 0; i < 9; i++) Assert.Equal(NoSession, await MessageAsync("invented"));
        await sandbox.LoginAsync();
        for (var i = 0; i < 9; i++) Assert.Equal(NoSession, await MessageAsync("invented"));

        Assert.Equal("", await MessageAsync(await sandbox.LoginAsync()));
    }

    private async Task<string?> MessageAsync(string session) => (string?)(await sandbox.CallAsync("server_get_all", new { session_id = session }))["message"];
}
