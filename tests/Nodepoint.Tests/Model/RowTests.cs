using System.Text;
using System.Text.Json;
using CsCheck;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Model;

public sealed class RowTests
{
    [Fact]
    public void A_mailbox_row_becomes_typed_members()
    {
        var box = Read(MailboxNoun.Instance, """{"mailuser_id":"7","sys_groupid":"2","email":"a@b.test","quota":"0","postfix":"y","disableimap":"y","purge_junk_days":"3","autoresponder_end_date":"2026-12-24 18:00:00","move_junk":"n","cc":"x@y.test, z@y.test","password":"$6$hash"}""");
        Assert.Equal(7, box.Id);
        Assert.Equal(-1, box.Quota);
        Assert.True(box.Receive);
        Assert.False(box.Imap);
        Assert.Equal(3, box.PurgeJunkDays);
        Assert.Equal(JunkAction.Keep, box.Junk);
        Assert.Equal(["x@y.test", "z@y.test"], box.Cc);
        Assert.Equal(18, box.AutoresponderEnd!.Value.LocalDateTime.Hour);
        Assert.Null(box.Password);
        Assert.Equal("a@b.test", box.ToString());
    }

    [Fact]
    public void Columns_of_a_newer_panel_are_kept()
    {
        var domain = Read(MailDomainNoun.Instance, """{"domain_id":"1","domain":"b.test","bright":"y"}""");
        Assert.Equal("y", domain.AdditionalFields["bright"]);
    }

    [Fact]
    public void Each_row_keeps_its_own_columns_of_a_newer_panel_whichever_the_row_before_had()
    {
        string[] rows =
        [
            """{"domain_id":"1","bright":"y","shiny":null}""", """{"domain_id":"2","bright":"n","shiny":"very"}""", """{"domain_id":"3","bright":"y"}""",
            """{"domain_id":"4"}""", """{"domain_id":"5","shiny":"a bit","bright":"n"}""", """{"domain_id":"6","shiny":"a bit","bright":"n","shiny":"not"}""",
            """{"domain_id":"7","shiny":"yes","bright":"y","round":"n"}""", """{"domain_id":"8","shiny":"no","bright":"y","round":"y"}""",
        ];
        Assert.Equal(
            ["bright=y shiny=", "bright=n shiny=very", "bright=y", "", "shiny=a bit bright=n", "shiny=not bright=n", "shiny=yes bright=y round=n", "shiny=no bright=y round=y"],
            rows.Select(row => string.Join(' ', Read(MailDomainNoun.Instance, row).AdditionalFields.Select(field => $"{field.Key}={field.Value}"))));
    }

    [Fact]
    public void Columns_of_a_newer_panel_are_a_table_that_cannot_be_changed()
    {
        _ = Read(MailDomainNoun.Instance, """{"domain_id":"1","bright":"y","shiny":null}""");
        var fields = Read(MailDomainNoun.Instance, """{"domain_id":"2","bright":"n","shiny":"very"}""").AdditionalFields;
        var table = Assert.IsAssignableFrom<System.Collections.IDictionary>(fields);
        Assert.Equal("very", table["shiny"]);
        Assert.Equal(["bright", "shiny"], table.Keys.Cast<string>());
        Assert.Equal(["n", "very"], fields.Values);
        Assert.False(table.Contains("dull"));
        Assert.Throws<KeyNotFoundException>(() => fields["dull"]);
        Assert.Throws<NotSupportedException>(() => table["shiny"] = "not");
        Assert.Equal("""{"bright":"n","shiny":"very"}""", fields.ToString());
        var copy = new System.Collections.DictionaryEntry[2];
        table.CopyTo(copy, 0);
        Assert.Equal("bright", copy[0].Key);
    }

    [Fact]
    public void Each_row_has_its_own_texts_although_equal_ones_are_shared()
    {
        string[] folders = ["\"/var/vmail\"", "\"\\/var\\/vmail\"", "\"/srv/mail\"", "\"\"", "null", "\"/var/vmail\"", "7", "\"B\\u00fccher\"", "\"B\u00fccher\""];
        Assert.Equal(["/var/vmail", "/var/vmail", "/srv/mail", "", "", "/var/vmail", "7", "B\u00fccher", "B\u00fccher"], folders.Select(folder => Read(MailboxNoun.Instance, $"{{\"homedir\":{folder}}}").HomeDirectory));
    }

    [Fact]
    public void Rows_in_another_order_are_read_alike()
    {
        var first = Read(MailDomainNoun.Instance, """{"domain_id":"1","domain":"b.test","active":"n"}""");
        var second = Read(MailDomainNoun.Instance, """{"active":"n","domain":"b.test","domain_id":"1"}""");
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_quota_beyond_all_bounds_is_the_largest_there_is() =>
        Assert.Equal(long.MaxValue, Read(MailboxNoun.Instance, """{"quota":"9223372036854775807"}""").Quota);

    [Fact]
    public void A_secret_longer_than_any_is_not_read() =>
        Assert.Throws<FormatException>(() => Read(MailDomainNoun.Instance, $$"""{"dkim_private":"{{new string('x', 70_000)}}"}"""));

    [Fact]
    public void Keys_of_the_panel_alone_are_never_shown()
    {
        var client = Read(ClientNoun.Instance, """{"client_id":"1","username":"acme","id_rsa":"KEY","tmp_data":"x","password":"$6$hash"}""");
        Assert.Empty(client.AdditionalFields);
    }

    [Fact]
    public void Sizes_are_rounded_up_to_the_columns_unit_and_unlimited_has_its_marker() => Gen.Long[-1, 1L << 50].Sample(bytes =>
    {
        var megabytes = PanelValue.ToColumn(bytes, 1 << 20, -1, int.MaxValue, "Quota");
        Assert.Equal(bytes < 0 ? -1 : (bytes + (1 << 20) - 1) / (1 << 20), megabytes);
        Assert.Equal(bytes < 0 ? 0 : bytes, PanelValue.ToColumn(bytes, 1, 0, long.MaxValue, "Quota"));
    });

    [Fact]
    public void What_a_column_does_not_hold_is_refused()
    {
        Assert.Equal(int.MaxValue, PanelValue.ToColumn(int.MaxValue, 1, null, int.MaxValue, "Days"));
        Assert.Contains("2147483647", Assert.Throws<RuleException>(() => PanelValue.ToColumn(int.MaxValue + 1L, 1, null, int.MaxValue, "Days")).Message, StringComparison.Ordinal);
        Assert.Throws<RuleException>(() => PanelValue.ToColumn(long.MaxValue, 1 << 20, null, int.MaxValue, "Quota"));
        Assert.Equal(long.MaxValue, PanelValue.ToColumn(long.MaxValue, 1, null, long.MaxValue, "Quota"));
        Assert.Contains("Name", Assert.Throws<RuleException>(() => PanelValue.ToColumn("😀", "Name")).Message, StringComparison.Ordinal);
        Assert.Equal("Bücher ☃", PanelValue.ToColumn("Bücher ☃", "Name"));
    }

    [Fact]
    public void Any_scalar_in_any_column_is_read_without_complaint() => Gen.OneOf(Gen.String, Gen.Const("null"), Gen.Const("\"\""), Gen.Const("[]"), Gen.Const("{}"), Gen.Const("1e5"), Gen.Const("true")).Sample(text =>
    {
        var value = text is "null" or "\"\"" or "[]" or "{}" or "1e5" or "true" ? text : JsonSerializer.Serialize(text);
        var members = string.Join(",", MailboxNoun.Instance.Columns.Select(column => $"\"{column.Name}\":{value}"));
        _ = Read(MailboxNoun.Instance, $"{{\"mailuser_id\":\"1\",{members}}}");
    });

    private static T Read<T>(PanelNoun<T> noun, string row) where T : PanelObject
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(row));
        reader.Read();
        return noun.Read(ref reader);
    }
}
