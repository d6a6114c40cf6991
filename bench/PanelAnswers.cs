using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Nodepoint.Bench;

/// <summary>The responses of the panel, in the form of recordings of a real one.</summary>
internal static class PanelAnswers
{
    private static readonly byte[] Added = Ok("\"1\"");
    private static readonly byte[] Changed = Ok("1");
    private static readonly byte[] Nothing = Ok("[]");

    /// <summary>A response with a JSON body.</summary>
    public static byte[] Json(ReadOnlySpan<byte> body)
        => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    public static byte[] Of(string function, ReadOnlySpan<byte> body) => function switch
    {
        "login" => Ok("\"5e1f0c3a9b7d42e68f10a2b3c4d5e6f7\""),
        "mail_user_add" or "dns_a_add" => Added,
        "dns_zone_update" or "dns_a_update" or "logout" => Changed,
        "mail_forward_get" => Nothing,
        "dns_rr_get_all_by_zone" => Records(body),
        "mail_domain_get" => Ok($"[{MailDomain(Asked(body, "domain"))}]"),
        // The panel has the zones that are named so.
        "dns_zone_get" when Asked(body, "origin") is { Length: > 0 } other && !other.StartsWith("zone", StringComparison.Ordinal) => Nothing,
        "dns_zone_get" => Ok(Asked(body, "origin") is { Length: > 0 } origin ? $"[{Zone(NumberOf(origin), origin)}]" : Zone(AskedId(body))),
        "client_get_by_groupid" => Ok("""{"client_id":"1","sys_userid":"1","sys_groupid":"1","company_name":"Acme GmbH","username":"acme","locked":"n","canceled":"n"}"""),
        "system_config_get" => Ok("""{"min_password_length":"8","min_password_strength":"3"}"""),
        "server_get" => Ok("""{"module":"postfix_mysql","maildir_path":"/var/vmail/[domain]/[localpart]","maildir_format":"maildir","homedir_path":"/var/vmail","mailuser_uid":"5000","mailuser_gid":"5000","mailbox_virtual_uidgid_maps":"n"}"""),
        _ => Json(Encoding.UTF8.GetBytes($$"""{"code":"invalid_method","message":"Method {{function}} does not exist","response":false}""")),
    };

    /// <summary>The name of a zone, from which the panel can derive its number.</summary>
    public static string ZoneName(long number) => $"zone{number}.test.";

    /// <summary>The address of a record of a large zone.</summary>
    public static string AddressOf(int number) => $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";

    // Of a large zone, as many as its number.
    private static byte[] Records(ReadOnlySpan<byte> body)
    {
        using var call = JsonDocument.Parse(body.ToArray());
        var zone = call.RootElement.GetProperty("zone_id").GetInt64();
        if (zone < 1000) return Nothing;
        var text = new StringBuilder("[");
        for (var number = 0; number < zone; number++)
            text.Append(number > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$"""{"id":"{{number + 1}}","sys_userid":"2","sys_groupid":"2","sys_perm_user":"riud","sys_perm_group":"riud","sys_perm_other":"","server_id":"1","zone":"{{zone}}","name":"host{{number:d5}}","type":"A","data":"{{AddressOf(number)}}","aux":"0","ttl":"3600","active":"Y","stamp":"2026-11-24 10:00:00","serial":"2026112401"}""");
        return Ok(text.Append(']').ToString());
    }

    private static byte[] Ok(string response) => Json(Encoding.UTF8.GetBytes($$"""{"code":"ok","message":"","response":{{response}}}"""));

    // primary_id is an object for a filter and a number for an ID.
    private static string? Asked(ReadOnlySpan<byte> body, string column)
    {
        using var call = JsonDocument.Parse(body.ToArray());
        var asked = call.RootElement.GetProperty("primary_id");
        return asked.ValueKind == JsonValueKind.Object ? asked.GetProperty(column).GetString() : null;
    }

    private static long AskedId(ReadOnlySpan<byte> body)
    {
        using var call = JsonDocument.Parse(body.ToArray());
        return call.RootElement.GetProperty("primary_id").GetInt64();
    }

    private static long NumberOf(string origin) => long.Parse(origin.AsSpan("zone".Length, origin.IndexOf('.', StringComparison.Ordinal) - "zone".Length), provider: null);

    private static string Zone(long number) => Zone(number, ZoneName(number));

    private static string Zone(long number, string origin) => $$"""
        {"id":"{{number}}","sys_userid":"2","sys_groupid":"2","sys_perm_user":"riud","sys_perm_group":"riud","sys_perm_other":"","server_id":"1","origin":"{{origin}}","ns":"ns1.{{origin}}","mbox":"hostmaster.{{origin}}","serial":"2026112401","refresh":"7200","retry":"540","expire":"604800","minimum":"3600","ttl":"3600","active":"Y","xfer":"","also_notify":"","update_acl":"","dnssec_initialized":"N","dnssec_wanted":"N","dnssec_algo":"","dnssec_last_signed":"0","dnssec_info":"","rendered_zone":null}
        """;

    private static string MailDomain(string? domain) => $$"""
        {"domain_id":"1","sys_userid":"2","sys_groupid":"2","sys_perm_user":"riud","sys_perm_group":"riud","sys_perm_other":"","server_id":"1","domain":"{{domain}}","dkim":"n","dkim_selector":"default","dkim_private":null,"dkim_public":null,"relay_host":"","relay_user":"","relay_pass":"","active":"y"}
        """;
}
