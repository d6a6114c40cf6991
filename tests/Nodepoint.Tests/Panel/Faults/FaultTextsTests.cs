using System.Text.Json;
using CsCheck;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel.Faults;

public sealed class FaultTextsTests
{
    [Fact]
    public void Every_key_of_every_form_has_words_of_our_own_and_names_a_column_of_its_form()
    {
        var missing = new List<string>();
        using var contract = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", "forms.json")));
        var forms = contract.RootElement.GetProperty("forms").EnumerateObject().ToList();
        Assert.Equal(52, forms.Count);
        foreach (var form in forms)
        {
            var fields = form.Value.GetProperty("fields");
            foreach (var field in fields.EnumerateObject())
            {
                if (!field.Value.TryGetProperty("validators", out var validators))
                    continue;
                foreach (var validator in validators.EnumerateArray())
                {
                    var key = validator.GetProperty("error_key").GetString()!;
                    if (!FaultTexts.TryExplain(key, form.Name, out var problem) || !fields.TryGetProperty(problem.Column, out _))
                        missing.Add($"{form.Name}:{key} ({field.Name})");
                    else
                        Assert.False(problem.Text.Contains(key, StringComparison.Ordinal) || !problem.Text.EndsWith('.') && !"&*/+_@".Contains(problem.Text[^1], StringComparison.Ordinal), problem.Text);
                }
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void A_message_is_taken_apart_at_its_line_breaks() =>
        Assert.Equal(
            ["invalid_username_txt", "quota_size_error_empty", "Duplicate username"],
            FaultTexts.Split("invalid_username_txt<br>\r\nquota_size_error_empty<br />\r\ninvalid_username_txt<br>\r\nDuplicate username<br />"));

    [Fact]
    public void The_same_key_says_something_else_in_another_form()
    {
        Assert.Equal("source", FaultTexts.Explain("email_error_isemail", "mail/mail_alias").Column);
        Assert.Equal("email", FaultTexts.Explain("email_error_isemail", "mail/mail_user").Column);
        Assert.Equal("email", FaultTexts.Explain("email_error_isemail").Column);
        Assert.Contains("IPv4", FaultTexts.Explain("ip_error_wrong", "dns/dns_a").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The chosen password does not match the security guidelines. It has to be at least 8 chars in length and have a strength of \"Good\".", "password", "at least 8 characters")]
    [InlineData("Mail domain - nodomain.test - does not exist as primary.", "email", "no mail domain nodomain.test")]
    [InlineData("Invalid client_id 99", "client_id", "client 99")]
    [InlineData("xyz is no valid permission string.", "", "permissions xyz")]
    [InlineData("You do not have the permissions to access this function.", "", "permission")]
    public void Sentences_are_understood_with_what_stands_in_them(string sentence, string column, string said)
    {
        Assert.True(FaultTexts.TryExplain(sentence, out var problem));
        Assert.Equal(column, problem.Column);
        Assert.Contains(said, problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour_error_empty", "colour", "The value of 'colour' is missing. Specify a value.")]
    [InlineData("error_host_name_regex", "host_name", "The panel does not accept the value of 'host name'.")]
    [InlineData("width_range_error", "width", "The value of 'width' is too small or too large.")]
    [InlineData("strange_new_txt", "", "The panel refused the request: strange new.")]
    [InlineData("Something happened", "", "Something happened.")]
    public void A_key_nobody_has_met_is_made_readable(string key, string column, string text)
    {
        Assert.False(FaultTexts.TryExplain(key, out _));
        Assert.Equal(new ValidationProblem(key, column, text), FaultTexts.Explain(key));
    }

    [Fact]
    public void Nothing_of_a_database_statement_is_repeated()
    {
        var told = FaultTexts.ExplainAll("Duplicate entry 'x' for key 'email' INSERT INTO `mail_user` (`password`) VALUES ('$6$hash')\r\n-----BEGIN RSA<br />");
        Assert.DoesNotContain("hash", Assert.Single(told).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_message_can_be_explained() =>
        Gen.String.Sample(message => FaultTexts.ExplainAll(message).Count >= 0);
}
