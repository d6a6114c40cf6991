using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel.Faults;

public sealed class FaultTests
{
    private const string Hash = "$6$rounds=5000$abcdefgh$0123456789abcdefghijklmnopqrstuv";
    private static readonly Caller Somebody = new("npdns", ScriptedPanel.Password, "q0001session");

    [Theory]
    [InlineData("mail_domain_add", "Mail domain functions")]
    [InlineData("dns_slave_update", "DNS zone functions")]
    [InlineData("server_get_all", "Server functions")]
    [InlineData("mail_user_get", "Mail user functions")]
    [InlineData("update_record_permissions", "Record permission changes")]
    public void A_missing_permission_is_named_as_the_panels_form_calls_it(string function, string group)
    {
        PanelException fault = Read(function, "You do not have the permissions to access this function.");
        Assert.Equal((FaultKind.PermissionDenied, group), (fault.Kind, fault.PermissionGroup));
        Assert.Contains($"\"{group}\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'npdns'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_get", "The Session is expired or does not exist.", FaultKind.SessionEnded, null)]
    [InlineData("client_get", "Session IP mismatch.", FaultKind.SessionEnded, null)]
    [InlineData("login", "The login failed. Username or password wrong.", FaultKind.LoginFailed, null)]
    [InlineData("login", "The login failed. Client may not use api.", FaultKind.LoginFailed, null)]
    [InlineData("login", "The login failed. User is blocked.", FaultKind.LoginFailed, null)]
    [InlineData("login", "The login is not allowed from 192.0.2.7", FaultKind.LoginFailed, null)]
    [InlineData("login", "This ISPConfig installation is currently under maintenance. We should be back shortly. Thank you for your patience.", FaultKind.Refused, null)]
    [InlineData("login", "The login failure limit has been reached.", FaultKind.LockedOut, null)]
    [InlineData("client_get", "The Session failure limit has been reached.", FaultKind.LockedOut, null)]
    [InlineData("client_login_get", "Login failed.", FaultKind.LoginFailed, null)]
    [InlineData("mail_user_add", "email_error_isemail<br />\r\n", FaultKind.Validation, "email")]
    [InlineData("mail_alias_add", "email_error_isemail<br />\r\n", FaultKind.Validation, "source")]
    [InlineData("sites_cron_add", "run_min_error_format<br>\r\n", FaultKind.Validation, "run_min")]
    [InlineData("dns_templatezone_add", "error_ns1_regex<br />", FaultKind.Validation, "ns1")]
    [InlineData("client_add", "The chosen password does not match the security guidelines. It has to be at least 8 chars in length and have a strength of \"Good\".", FaultKind.Validation, "password")]
    [InlineData("client_add", "username_error_unique<br>\r\nDuplicate username<br />", FaultKind.Duplicate, "username")]
    [InlineData("mail_user_add", "email_error_unique<br />\r\nlogin_error_unique<br />\r\n", FaultKind.Duplicate, null)]
    [InlineData("dns_zone_add", "origin_error_unique<br />\r\nxfer_error_regex<br />\r\n", FaultKind.Validation, null)]
    [InlineData("mail_alias_add", "There is already a mailbox with this email address.", FaultKind.Duplicate, "source")]
    [InlineData("config_value_add", "Group plus name field combination is not unique.", FaultKind.Duplicate, "name")]
    [InlineData("mail_user_backup", "There is already a pending backup_restore action", FaultKind.Refused, null)]
    [InlineData("client_get_by_username", "There is no user account for this user name.", FaultKind.NotFound, "username")]
    [InlineData("mail_user_add", "Mail domain - nodomain.test - does not exist as primary.", FaultKind.NotFound, "email")]
    [InlineData("dns_zone_add", "Invalid client_id 99", FaultKind.NotFound, "client_id")]
    [InlineData("sites_web_domain_backup", "Invalid or non existant backup_id 1", FaultKind.NotFound, "backup_id")]
    [InlineData("server_config_set", "Invalid function parameter.", FaultKind.Refused, null)]
    [InlineData("client_get", "The ID has to be > 0 or -1.", FaultKind.Refused, null)]
    [InlineData("client_get", "", FaultKind.Refused, null)]
    [InlineData("update_record_permissions", "999 is no valid sys_userid.", FaultKind.Validation, "sys_userid")]
    public void Every_text_of_the_panel_comes_down_to_a_kind(string function, string text, FaultKind kind, string? column)
    {
        PanelException fault = Read(function, text);
        Assert.Equal((kind, column), (fault.Kind, fault.Column));
        Assert.Equal(function, fault.Function);
        Assert.DoesNotContain("<br", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Duplicate entry 'kapok.test.-1' for key 'slave' INSERT INTO `dns_slave` (`a`) VALUES ('hush')", FaultKind.Duplicate, null, "(unique key slave)")]
    [InlineData("Duplicate entry 'it's' for key 'mail_user.login' INSERT INTO `mail_user` (`a`) VALUES ('hush')", FaultKind.Duplicate, null, "(unique key mail_user.login)")]
    [InlineData("Column 'server_id' cannot be null INSERT INTO `dns_soa` (`server_id`) VALUES (NULL, 'hush')", FaultKind.DatabaseError, "server_id", "missing")]
    [InlineData("Unknown column 'hush' in 'WHERE' DELETE FROM `dns_rr` WHERE id = hush AND 1", FaultKind.DatabaseError, null, "an ID or a name")]
    [InlineData("You have an error in your SQL syntax; check the manual near 'hush' at line 1 DELETE FROM `dns_rr`", FaultKind.DatabaseError, null, "an ID or a name")]
    [InlineData("Data too long for column 'username' at row 1 UPDATE `x` SET `username` = 'hush'", FaultKind.DatabaseError, "username", "does not fit")]
    [InlineData("Incorrect integer value: 'hush' for column `db`.`t`.`uid` at row 1 INSERT INTO `t`", FaultKind.DatabaseError, "uid", "does not fit")]
    [InlineData("Deadlock found when trying to get lock UPDATE client SET x = 'hush'", FaultKind.DatabaseError, null, "withheld")]
    [InlineData("something select hush from where", FaultKind.DatabaseError, null, "withheld")]
    public void Of_a_database_error_only_names_of_keys_and_columns_are_told(string text, FaultKind kind, string? column, string said)
    {
        PanelException fault = Read("dns_slave_add", text);
        Assert.Equal((kind, column), (fault.Kind, fault.Column));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("kapok", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_the_panel_does_not_have_is_named()
    {
        PanelException fault = FaultReader.Read("mail_mars_get", "invalid_method", "Method mail_mars_get does not exist", Somebody);
        Assert.Equal(FaultKind.UnknownFunction, fault.Kind);
        Assert.Contains("mail_mars_get", fault.Message, StringComparison.Ordinal);
        Assert.Equal(FaultKind.UnknownFunction, FaultReader.Read("x", "invalid_class", "Class x does not exist", Somebody).Kind);
        Assert.Equal(FaultKind.Refused, FaultReader.Read("x", "invalid_data", "The JSON data sent to the api is invalid", Somebody).Kind);
        Assert.Equal(FaultKind.Refused, FaultReader.Read("x", "brand_new", "Something", Somebody).Kind);
    }

    [Fact]
    public void Values_that_were_not_accepted_are_told_one_by_one_in_plain_words()
    {
        PanelException fault = Read("mail_user_add", "email_error_isemail<br />\r\nlogin_error_regex<br />\r\nquota_error_value<br />\r\n");
        Assert.Equal(["email_error_isemail", "login_error_regex", "quota_error_value"], fault.Problems.Select(p => p.Key));
        Assert.All(fault.Problems, p => Assert.Contains(p.Text, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("_error_", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_found_is_named() => Assert.Equal(
        (FaultKind.NotFound, "Mailbox info@example.com was not found on the panel."),
        (PanelException.NotFound("mail_user_get", "mailbox info@example.com").Kind, PanelException.NotFound("mail_user_get", "mailbox info@example.com").Message));

    [Fact]
    public async Task Nothing_secret_is_in_a_fault_whatever_the_panel_says()
    {
        await using var panel = new ScriptedPanel();
        await using PanelConnection connection = await panel.OpenAsync();
        string session = panel.Live.Keys.Single();
        string[] texts =
        [
            $"Something about {session} and {ScriptedPanel.Password} and {Hash}.",
            $"{session}<br />{ScriptedPanel.Password}<br>{Hash}",
            $"Duplicate entry '{session}' for key '{ScriptedPanel.Password}' INSERT INTO `x` VALUES ('{Hash}')",
            $"INSERT INTO x (a) VALUES ('{session}', '{ScriptedPanel.Password}', '{Hash}')",
            $"{session} is no valid sys_userid.",
            $"Mail domain - {ScriptedPanel.Password} - does not exist as primary.",
            $"Mail domain - {Hash} - does not exist as primary.",
        ];
        foreach (string function in (string[])["client_get", "client_add", "login"])
        {
            foreach (string code in (string[])["remote_fault", "invalid_method", "invalid_data", "other_" + session])
            {
                foreach (string text in texts)
                {
                    panel.On("client_get", Answer.Fault(text, code)).On("client_add", Answer.Fault(text, code)).On("login", Answer.Fault(text, code));
                    PanelException fault = function == "login"
                        ? await Assert.ThrowsAsync<PanelException>(() => panel.OpenAsync())
                        : await connection.FaultAsync(function);
                    string all = string.Join('\n', fault.ToString(), fault.Column, fault.PermissionGroup, string.Join('\n', fault.Problems), JsonSerializer.Serialize(fault.Data.Keys));
                    if (function != "login") Assert.DoesNotContain(session, all, StringComparison.Ordinal);
                    Assert.DoesNotContain(ScriptedPanel.Password, all, StringComparison.Ordinal);
                    Assert.DoesNotContain("abcdefgh$0123", all, StringComparison.Ordinal);
                    Assert.Empty(fault.Data);
                }
            }
        }
    }

    private static PanelException Read(string function, string text) => FaultReader.Read(function, "remote_fault", text, Somebody);
}
