using System.Reflection;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Xunit;

namespace Nodepoint.Tests.Model;

/// <summary>Compares each record with the panel's form.</summary>
public sealed class FormColumnsTests
{
    private static readonly JsonDocument Contract = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", "forms.json")));

    // Columns of a form that a record leaves to the panel, with the reason.
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["client.added_date"] = "set by the panel",
        ["client.added_by"] = "set by the panel",
        ["dns_zone.dnssec_info"] = "written by the name server",
        ["sites_web_domain.added_date"] = "set by the panel",
        ["sites_web_domain.added_by"] = "set by the panel",
        ["sites_web_vhost_subdomain.added_date"] = "set by the panel",
        ["sites_web_vhost_subdomain.added_by"] = "set by the panel",
        ["sites_web_vhost_aliasdomain.added_date"] = "set by the panel",
        ["sites_web_vhost_aliasdomain.added_by"] = "set by the panel",
        ["sites_database_user.database_password_mongo"] = "MongoDB is no longer part of the panel",
    };

    // Defaults that differ from the form's on purpose, with the reason.
    private static readonly Dictionary<string, string> OtherDefault = new()
    {
        ["server_id"] = "the form offers the existing servers; 1 is the first",
        ["server_ip.ip_type"] = "derived from the address",
        ["mail_user.quota"] = "0 is what the panel stores for unlimited",
        ["mail_user.uid"] = "-1 until the server's settings are read",
        ["mail_user.gid"] = "-1 until the server's settings are read",
        ["mail_user.backup_interval"] = "the form offers none as its first choice",
        ["mail_user.backup_copies"] = "the form offers 1 as its first choice",
        ["mail_user.move_junk"] = "a value of the form's list: filters of the mailbox apply first",
        ["mail_user_filter.source"] = "the form offers Subject as its first choice",
        ["mail_user_filter.op"] = "the form offers contains as its first choice",
        ["mail_user_filter.action"] = "the form offers move as its first choice",
        ["mail_whitelist.type"] = "the form's default y is not a valid type; recipient is its first choice",
        ["mail_filter.type"] = "the form offers header as its first choice",
        ["mail_filter.action"] = "the form offers DISCARD as its first choice; the parameter is required",
        ["mail_fetchmail.type"] = "the form's first choice is not encrypted",
        ["mail_fetchmail.source_read_all"] = "with source_delete at its default, the same mail would come again every time",
        ["dns_zone.dnssec_wanted"] = "the panel stores N if it is not specified",
        ["dns_zone.serial"] = "set to the first serial of today",
        ["client.country"] = "the form's default EN is not a country",
        ["client.template_master"] = "no template, so that the specified limits apply",
        ["client.web_php_options"] = "the form refuses an empty list",
        ["client.ssh_chroot"] = "the form refuses an empty list",
        ["client.limit_cron_type"] = "the form offers a list without default",
        ["client.limit_cron_frequency"] = "a cron job each minute is not a sensible default",
        ["client.limit_openvz_vm_template_id"] = "the form offers an empty list",
        ["sites_web_domain.php_open_basedir"] = "from the server's settings, put in when they are known",
        ["sites_web_domain.vhost_type"] = "the form's y is neither of its values",
        ["sites_web_domain.backup_interval"] = "the form offers none as its first choice",
        ["sites_web_domain.backup_copies"] = "the form offers 1 as its first choice",
        ["sites_web_domain.backup_format_web"] = "the form offers default as its first choice",
        ["sites_web_domain.backup_format_db"] = "what the panel's table has unless told",
        ["sites_web_vhost_subdomain.php_open_basedir"] = "from the server's settings, put in when they are known",
        ["sites_web_vhost_subdomain.vhost_type"] = "the form's y is neither of its values",
        ["sites_web_vhost_subdomain.backup_interval"] = "the form offers none as its first choice",
        ["sites_web_vhost_subdomain.backup_copies"] = "the form offers 1 as its first choice",
        ["sites_web_vhost_subdomain.backup_format_web"] = "the form offers default as its first choice",
        ["sites_web_vhost_subdomain.backup_format_db"] = "what the panel's table has unless told",
        ["sites_web_vhost_aliasdomain.php_open_basedir"] = "from the server's settings, put in when they are known",
        ["sites_web_vhost_aliasdomain.vhost_type"] = "the form's y is neither of its values",
        ["sites_web_vhost_aliasdomain.backup_interval"] = "the form offers none as its first choice",
        ["sites_web_vhost_aliasdomain.backup_copies"] = "the form offers 1 as its first choice",
        ["sites_web_vhost_aliasdomain.backup_format_web"] = "the form offers default as its first choice",
        ["sites_web_vhost_aliasdomain.backup_format_db"] = "what the panel's table has unless told",
        ["sites_web_domain.ip_address"] = "the form offers * as its first choice",
        ["sites_web_vhost_subdomain.hd_quota"] = "the panel's own page stores 0: its files count as the website's",
        ["sites_web_vhost_aliasdomain.hd_quota"] = "the panel's own page stores 0: its files count as the website's",
        ["sites_web_subdomain.redirect_type"] = "the form's default y is not one of its values",
        ["sites_web_subdomain.subdomain"] = "the panel's own page offers it for alias domains only",
        ["sites_web_aliasdomain.redirect_type"] = "the form's default y is not one of its values",
        ["sites_ftp_user.uid"] = "the website's, put in when it is known",
        ["sites_ftp_user.gid"] = "the website's, put in when it is known",
        ["sites_shell_user.puser"] = "the website's, put in when it is known",
        ["sites_shell_user.pgroup"] = "the website's, put in when it is known",
        ["sites_shell_user.chroot"] = "the form offers no as its first choice",
    };

    public static TheoryData<string> Nouns => [.. PanelNouns.All.Where(noun => noun.CmdletNoun is not null).Select(noun => noun.Functions).Distinct()];

    [Theory]
    [MemberData(nameof(Nouns))]
    public void A_record_has_every_column_of_its_form(string functions)
    {
        var (form, _, columns) = Read(functions);
        var missing = form.EnumerateObject().Select(f => f.Name).Where(name => !columns.ContainsKey(name) && !LeftOut.ContainsKey($"{functions}.{name}"));
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void What_a_new_record_sends_unless_given_is_the_forms_default(string functions)
    {
        var (form, sent, _) = Read(functions);
        var distinguishing = Noun(functions).RecordType.GetCustomAttribute<PanelObjectAttribute>()!.Only.Split('=')[0];
        foreach (var field in form.EnumerateObject())
        {
            // The column that tells the noun's rows from those of others in the same table.
            if (field.Name == distinguishing) continue;
            if (OtherDefault.ContainsKey(field.Name) || OtherDefault.ContainsKey($"{functions}.{field.Name}") || !sent.TryGetValue(field.Name, out var value)) continue;
            var wanted = field.Value.TryGetProperty("default", out var given) && given.ValueKind != JsonValueKind.Null ? given.ToString() : "";
            if (wanted.Length == 0 && value == "0") continue;
            Assert.True(wanted == value, $"{functions}.{field.Name}: the form has '{wanted}', the record sends '{value}'");
        }
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void No_value_is_sent_as_a_JSON_boolean(string functions)
    {
        using var document = JsonDocument.Parse(Blank(functions));
        Assert.DoesNotContain(document.RootElement.EnumerateObject(), member => member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False);
    }

    private static (JsonElement Form, Dictionary<string, string> Sent, Dictionary<string, string> Columns) Read(string functions)
    {
        var form = Contract.RootElement.GetProperty("forms").GetProperty(Noun(functions).Form).GetProperty("fields");
        using var document = JsonDocument.Parse(Blank(functions));
        var sent = document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
        return (form, sent, sent);
    }

    private static IPanelNoun Noun(string functions) => PanelNouns.All.Single(noun => noun.Functions == functions && noun.CmdletNoun is not null);

    private static byte[] Blank(string functions)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            Noun(functions).WriteBlank(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
