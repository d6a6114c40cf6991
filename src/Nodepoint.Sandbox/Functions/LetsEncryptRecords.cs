using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Adds a CAA record for a new site with a Let's Encrypt certificate, if the panel has its zone.</summary>
internal static class LetsEncryptRecords
{
    public static void Added(RecordEvent site)
    {
        var call = site.Call;
        if (!Loose.Same(site["ssl_letsencrypt"], "y") || call.Config.SystemValue("sites", "le_caa_autocreate_options") == "n") return;
        var (domain, sub) = (Loose.Text(site["domain"]), Loose.Text(site["subdomain"]));
        var known = call.Tables.Where("dns_rr", "name", domain + ".").Concat(call.Tables.Where("dns_rr", "name", $"{sub}.{domain}."));
        if (known.Any(r => r["type"] == "CAA" && r["data"]!.Contains("letsencrypt", StringComparison.OrdinalIgnoreCase))) return;
        var issuer = call.Tables.Where("dns_ssl_ca", "ca_issue", "letsencrypt.org").Find(c => c["active"] == "Y");
        if (issuer is null || call.Tables.First("dns_soa", "origin", domain + ".") is not { } zone) return;
        Add(call, zone, domain + ".", issuer["ca_issue"]!);
        if (sub is not ("" or "www" or "none")) Add(call, zone, $"{sub}.{domain}", issuer["ca_issue"]!);
    }

    // The panel copies the first record with the zone's name, whatever its type.
    private static void Add(PanelCall call, Row zone, string name, string issuer)
    {
        var record = call.Tables.First("dns_rr", "name", zone["origin"])?.ToArray() ?? [];
        record.Remove("id");
        record["type"] = "CAA";
        record["name"] = name;
        record["data"] = $"0 issue \"{issuer}\"";
        record["ttl"] = zone["ttl"];
        record["active"] = "Y";
        record["stamp"] = ColumnValue.Now();
        record["serial"] = DnsSerial.After(Loose.Text(record.Value("serial")));
        call.Datalog.Insert("dns_rr", record.Select(r => KeyValuePair.Create(r.Key, r.Value is null ? null : Loose.Text(r.Value))));
        if (call.Tables.First("dns_soa", "id", record.Value("zone")) is { } owner && owner["active"] == "Y")
            call.Datalog.Update("dns_soa", owner, KeyValuePair.Create("serial", (string?)DnsSerial.After(owner["serial"] ?? "")));
    }
}
