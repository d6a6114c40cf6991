using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for records of every type, which raise the zone's serial on request.</summary>
internal static class DnsRecordFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = ContractData.Current.Functions.Values
        .Where(f => f.Form is not null && f.Parameters.Contains("update_serial") && f.Form != "dns/dns_soa")
        .ToDictionary(f => f.Name, f => ForType(f.Name[(f.Name.LastIndexOf('_') + 1)..], ContractData.Current.Forms[f.Form!]), StringComparer.Ordinal);

    private static PanelFunction ForType(string verb, FormDefinition form) => verb switch
    {
        "add" => call => Changed(call, call.Records.Add(form, call["client_id"], call["params"])),
        "update" => call => Changed(call, call.Records.Update(form, call["client_id"], call["primary_id"], call["params"])),
        _ => call => Delete(call, form),
    };

    private static object? Changed(PanelCall call, object? answer)
    {
        if (Loose.IsTrue(call["update_serial"])) DnsSerial.Raise(call, call["client_id"], call.Member("zone"));
        return answer;
    }

    // Raises the serial first, because the zone cannot be found after the record is deleted.
    private static object Delete(PanelCall call, FormDefinition form)
    {
        var id = call["primary_id"];
        if (Loose.IsTrue(call["update_serial"]))
            DnsSerial.Raise(call, 0L, id is null ? null : call.Tables.First("dns_rr", "id", id)?["zone"]);
        return call.Records.Delete(form, id);
    }
}
