using System.Text;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Creates a zone and its records from a template.</summary>
internal static class DnsTemplates
{
    private static readonly string[] Required = ["origin", "ns", "mbox", "refresh", "retry", "expire", "minimum", "ttl"];

    public static object Add(PanelCall call)
    {
        var clientId = PanelInt.Of(call["client_id"]);
        var group = call.Tables.First("sys_group", "client_id", clientId) ?? throw new RemoteFault("There is no group for this client ID.");
        call.Records.ActAs(clientId);
        var email = Name(call, "email");
        var domain = Name(call, "domain");
        // A client's own zones are its own, whoever is named.
        var mayName = call.Profile.IsAdmin || Ownership.HasClients(call, call.Profile.UserId);
        var owner = mayName ? group["groupid"] : Loose.Text(call.Profile.DefaultGroup);
        if (!string.IsNullOrEmpty(domain) && call.Config.SystemValue("domains", "use_domain_module") == "y")
        {
            // With the domain module, only its domains can become zones, and they keep their owner.
            var known = call.Tables.First("domain", "domain", call["domain"]);
            if (known is not null && !call.Profile.IsAdmin && !call.Profile.Groups.Split(',').Contains(known["sys_groupid"])) known = null;
            domain = known?["domain"] ?? "";
            if (mayName) owner = known?["sys_groupid"] ?? "0";
        }
        var (ns1, ns2) = (Name(call, "ns1"), Name(call, "ns2"));
        var complaints = new StringBuilder();
        CheckName(complaints, "domain", domain, "/^[\\w\\.\\-]{1,64}\\.[a-zA-Z0-9\\-]{2,63}$/");
        if (call["ip"] is not null && Loose.Same(call["ip"], "")) Complain(complaints, "ip", "empty");
        CheckName(complaints, "ns1", ns1, "/^[\\w\\.\\-]{1,64}\\.[a-zA-Z0-9]{2,63}$/");
        CheckName(complaints, "ns2", ns2, "/^[\\w\\.\\-]{1,64}\\.[a-zA-Z0-9]{2,63}$/");
        if (email is "") Complain(complaints, "email", "empty");
        else if (email is not null && !PhpFilter.IsEmail(email)) Complain(complaints, "email", "regex");

        var text = call.Tables.ById("dns_template", PanelInt.Of(call["template_id"]))?["template"] ?? "";
        foreach (var (mark, value) in new[] { ("DOMAIN", domain), ("IP", Filling(call, "ip")), ("IPV6", Filling(call, "ipv6")), ("NS1", ns1), ("NS2", ns2), ("EMAIL", email) })
            if (!string.IsNullOrEmpty(value)) text = text.Replace($"{{{mark}}}", value, StringComparison.Ordinal);
        var (zone, records) = Parse(text);
        foreach (var name in Required.Where(name => zone.GetValueOrDefault(name, "").Length == 0)) Complain(complaints, name, "empty");
        if (complaints.Length > 0) throw new RemoteFault(complaints.ToString());
        Store(call, owner, zone, records);
        return true;
    }

    private static string? Name(PanelCall call, string parameter) => call[parameter] switch
    {
        null => null,
        var value when Loose.Same(value, "") => "",
        var value => PhpText.Lower(Idn.Encode(value)),
    };

    private static string? Filling(PanelCall call, string parameter) => call[parameter] is { } value ? Loose.TextArgument(value) : null;

    private static void CheckName(StringBuilder complaints, string what, string? name, string pattern)
    {
        if (name is "") Complain(complaints, what, "empty");
        else if (name is not null && !PhpRegex.IsMatch(pattern, name)) Complain(complaints, what, "regex");
    }

    private static void Complain(StringBuilder complaints, string what, string why) => complaints.Append("error_").Append(what).Append('_').Append(why).Append("<br />");

    private static (Dictionary<string, string> Zone, List<string[]> Records) Parse(string template)
    {
        var zone = new Dictionary<string, string>(StringComparer.Ordinal) { ["xfer"] = "", ["dnssec_wanted"] = "N", ["dnssec_algo"] = "ECDSAP256SHA256" };
        var records = new List<string[]>();
        var section = "";
        foreach (var line in template.Split('\n').Select(PhpText.Trim).Where(l => l.Length > 0))
        {
            if (line[0] == '[')
            {
                section = line is "[ZONE]" or "[DNS_RECORDS]" ? line : throw new ErrorPage("Unknown section type");
            }
            else if (section == "[ZONE]")
            {
                var parts = line.Split('=');
                zone[PhpText.Trim(parts[0])] = parts.Length > 1 ? PhpText.Trim(parts[1]) : "";
            }
            else if (section == "[DNS_RECORDS]")
            {
                records.Add(line.Split('|'));
            }
        }
        return (zone, records);
    }

    private static void Store(PanelCall call, string? group, Dictionary<string, string> zone, List<string[]> records)
    {
        var server = Loose.Int(call.Config.SystemValue("dns", "default_dnsserver") ?? "0") is > 0 and var preset
            ? Loose.Text(preset)
            : call.Tables.First("server", "dns_server", 1L)?["server_id"] ?? throw new RemoteFault("error_no_server_id<br />");
        KeyValuePair<string, string?>[] owner =
        [
            new("sys_userid", Loose.Text(call.Profile.UserId)), new("sys_groupid", group),
            new("sys_perm_user", "riud"), new("sys_perm_group", "riud"), new("sys_perm_other", ""), new("server_id", server),
        ];
        string? Setting(string name) => zone.GetValueOrDefault(name);
        string id;
        try
        {
            id = call.Datalog.Insert("dns_soa", [.. owner,
                new("origin", Setting("origin")), new("ns", Setting("ns")), new("mbox", Setting("mbox")!.Replace('@', '.')), new("serial", DnsSerial.After("0")),
                new("refresh", Setting("refresh")), new("retry", Setting("retry")), new("expire", Setting("expire")), new("minimum", Setting("minimum")),
                new("ttl", Setting("ttl")), new("active", "N"), new("xfer", Setting("xfer")), new("also_notify", Setting("also_notify")),
                new("update_acl", Setting("update_acl")), new("dnssec_wanted", Setting("dnssec_wanted")), new("dnssec_algo", Setting("dnssec_algo"))]);
        }
        catch (SqlFault)
        {
            // If the zone exists, the panel reports success.
            return;
        }
        foreach (var record in records)
        {
            string? Part(int i) => i < record.Length ? record[i] : null;
            try
            {
                call.Datalog.Insert("dns_rr", [.. owner, new("zone", id), new("name", Part(1)), new("type", Part(0)), new("data", Part(2)),
                    new("aux", Part(3)), new("ttl", Part(4)), new("active", "Y")]);
            }
            catch (SqlFault)
            {
                // The panel skips lines of the template that it cannot store.
            }
        }
        call.Datalog.Update("dns_soa", call.Tables.ById("dns_soa", Loose.Int(id))!, KeyValuePair.Create("active", (string?)"Y"));
    }
}
