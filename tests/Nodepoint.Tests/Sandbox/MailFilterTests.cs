using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class MailFilterTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private string session = "";

    [Fact]
    public async Task Deleting_a_rule_takes_the_indents_of_the_others()
    {
        await StartAsync(server: 1);
        await AddRuleAsync("contains", "a");
        await AddRuleAsync("is", "b");
        await sandbox.CallAsync("mail_user_filter_delete", new { session_id = session, primary_id = 1 });

        Assert.Equal("### BEGIN FILTER_ID:2\nif header :regex    \"subject\" [\"^b$\"] {\nfileinto \"Lists\";\nstop;\n}\n### END FILTER_ID:2\n", await FilterAsync());
    }

    [Fact]
    public async Task A_mailbox_of_an_unknown_server_gets_rules_for_maildrop()
    {
        await StartAsync(server: 99);
        await AddRuleAsync("ends", "(a)");

        var filter = await FilterAsync();
        Assert.Contains("if (/^Subject: .*\\(a\\)$/:h)\n{\nexception {\nID1EndFolder = \"$DEFAULT/.Lists/\"\n", filter, StringComparison.Ordinal);
        Assert.Contains("\t`maildirmake -f \"Lists\" $DEFAULT`\n", filter, StringComparison.Ordinal);
    }

    private async Task StartAsync(int server)
    {
        await sandbox.ResetAsync();
        session = await sandbox.LoginAsync();
        await sandbox.CallAsync("mail_domain_add", new { session_id = session, client_id = 1, @params = new { server_id = 1, domain = "fig.test", active = "y" } });
        await sandbox.CallAsync("mail_user_add", new
        {
            session_id = session,
            client_id = 1,
            @params = new
            {
                server_id = server, email = "a@fig.test", login = "a@fig.test", password = "Mb-Pw-123!", name = "A", quota = 1,
                maildir = "/var/vmail/fig.test/a", homedir = "/var/vmail", uid = 5000, gid = 5000,
            },
        });
    }

    private async Task AddRuleAsync(string op, string term) => await sandbox.CallAsync("mail_user_filter_add", new
    {
        session_id = session,
        client_id = 1,
        @params = new { mailuser_id = 1, rulename = "r", source = "Subject", op, searchterm = term, action = "move", target = "Lists", active = "y" },
    });

    private async Task<string?> FilterAsync() =>
        (string?)(await sandbox.CallAsync("mail_user_get", new { session_id = session, primary_id = 1 }))["response"]!["custom_mailfilter"];
}
