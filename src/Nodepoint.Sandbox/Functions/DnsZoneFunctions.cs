using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions of zones besides those of their form: lookups, status, DNSSEC.</summary>
internal static class DnsZoneFunctions
{
    private static readonly string[] Algorithms = ["NSEC3RSASHA1", "ECDSAP256SHA256", "NSEC3RSASHA1,ECDSAP256SHA256"];

    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["dns_zone_get_id"] = GetId,
        ["dns_zone_get_by_user"] = GetByUser,
        ["dns_rr_get_all_by_zone"] = GetRecords,
        ["dns_zone_set_status"] = call => Status.Set(call, "dns_soa", "Y", "N"),
        ["dns_zone_set_dnssec"] = SetDnssec,
        ["dns_templatezone_add"] = DnsTemplates.Add,
        ["dns_templatezone_get_all"] = call => call.Tables.All("dns_template"),
    };

    public static FormDefinition Form => ContractData.Current.Forms["dns/dns_soa"];

    // The panel finds a zone by the beginning of its name, and refuses the final dot.
    private static object GetId(PanelCall call)
    {
        if (!PhpRegex.IsMatch("/^[\\w\\.\\-]{1,64}\\.[a-zA-Z0-9\\-]{2,63}$/", call["origin"])) throw new RemoteFault("Invalid domain name.");
        if (ContractData.IsNewerLine)
        {
            var zone = call.Tables.First("dns_soa", "origin", call.Text("origin")) ?? call.Tables.First("dns_soa", "origin", call.Text("origin") + ".");
            return zone?.Number("id") ?? throw new RemoteFault("There is no domain ID with informed domain name.");
        }

        var (sql, pattern) = Comparison.Like(Form.Table.Column("origin"), call.Text("origin") + "%");
        return call.Database.One($"SELECT id FROM dns_soa WHERE {sql} ORDER BY origin LIMIT 1", pattern)?.Number("id")
            ?? throw new RemoteFault("There is no domain ID with informed domain name.");
    }

    private static object GetRecords(PanelCall call)
    {
        if (call.Tables.First("dns_rr", "zone", call["zone_id"]) is not { } first) return new List<Row>();
        var table = Tables.Definition("dns_rr");
        var zone = new SearchTerm(table.Column("zone"), first["zone"]!, false);
        return new RowSequence(call.Database, $"SELECT * FROM dns_rr WHERE zone = ?{ScanOrder.Of(call.Database, table, [zone])}", first.Number("zone"));
    }

    private static object GetByUser(PanelCall call)
    {
        if (Loose.IsEmpty(call["client_id"]) || Loose.IsEmpty(call["server_id"])) return false;
        return call.Database.All(
            "SELECT d.id, d.origin FROM dns_soa d JOIN sys_user s ON d.sys_groupid = s.default_group WHERE s.client_id = ? AND d.server_id = ? ORDER BY d.id",
            PanelInt.Of(call["client_id"]), PanelInt.Of(call["server_id"]));
    }

    private static object? SetDnssec(PanelCall call)
    {
        if (!Algorithms.Any(a => Loose.Same(call["algo"], a))) throw new RemoteFault("You are not using a valid algorithm for this function.");
        var members = new PhpArray { ["dnssec_wanted"] = "Y", ["dnssec_algo"] = call["algo"] };
        var changed = call.Records.Update(Form, call["client_id"], call["primary_id"], members);
        if (Loose.IsTrue(call["update_serial"])) DnsSerial.Raise(call, call["client_id"], call["primary_id"]);
        return changed;
    }
}
