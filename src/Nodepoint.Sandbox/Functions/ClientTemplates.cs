using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Templates of limits and their assignment to clients.</summary>
internal static class ClientTemplates
{
    private static readonly string[] ServerLists = ["mail_servers", "web_servers", "dns_servers", "db_servers"];

    /// <summary>The crash by which these functions of the panel refuse a call.</summary>
    public static PhpCrash Refusal() => new("The panel throws a fault without a message.");

    public static object Assign(PanelCall call)
    {
        RequireNumbers(call, "template_id");
        if (call.Tables.First("client_template", "template_id", call["template_id"]) is null) throw Refusal();
        var id = call.Tables.Insert("client_template_assigned", [new("client_id", call.Text("client_id")), new("client_template_id", call.Text("template_id"))]);
        Apply(call, call["client_id"]);
        return id;
    }

    public static object Unassign(PanelCall call)
    {
        RequireNumbers(call, "assigned_template_id");
        var wanted = Loose.Int(call["assigned_template_id"]);
        var assigned = call.Tables.Where("client_template_assigned", "client_id", call["client_id"]).Find(t => t.Number("client_template_id") == wanted) ?? throw Refusal();
        call.Tables.Delete("client_template_assigned", assigned);
        Apply(call, call["client_id"]);
        return 1L;
    }

    /// <summary>Replaces the templates of a client.</summary>
    /// <param name="templates">Template IDs, or "assignment:template" for assignments to keep.</param>
    public static void Replace(PanelCall call, object? clientId, IEnumerable<string> templates)
    {
        var wanted = templates.Select(PhpText.Trim).Where(t => t.Length > 0).Select(Parse).ToList();
        var assigned = call.Tables.Where("client_template_assigned", "client_id", clientId);
        if (wanted.Exists(t => t.IsNewStyle))
        {
            foreach (var row in assigned.Where(a => !wanted.Exists(t => IsKept(t.Assigned) && Loose.Same(t.Assigned, a["assigned_template_id"])))) call.Tables.Delete("client_template_assigned", row);
            foreach (var (_, template, _) in wanted.Where(t => !IsKept(t.Assigned))) Insert(call, clientId, template);
            return;
        }
        // The panel counts by the text, so that "02" is added and the stored 2 removed.
        foreach (var template in wanted.Select(t => t.Template).Concat(assigned.Select(a => a["client_template_id"]!)).Distinct())
        {
            var missing = wanted.Count(t => t.Template == template) - assigned.Count(a => a["client_template_id"] == template);
            for (; missing > 0; missing--) Insert(call, clientId, template);
            for (; missing < 0; missing++)
                if (call.Tables.Where("client_template_assigned", "client_id", clientId).Find(a => Loose.Same(a["client_template_id"], template)) is { } first) call.Tables.Delete("client_template_assigned", first);
        }
    }

    private static bool IsKept(string assigned) => Loose.Compare(assigned, 0L) > 0;

    /// <summary>Writes the limits of a client's templates to the client's record.</summary>
    public static void Apply(PanelCall call, object? clientId)
    {
        if (call.Tables.First("client", "client_id", clientId) is not { } client) return;
        if (!string.IsNullOrEmpty(client["template_additional"]))
        {
            Replace(call, clientId, client["template_additional"]!.Split('/'));
            call.Tables.Update("client", client, [new("template_additional", "")]);
            client = client.With("template_additional", "");
        }
        if (client.Number("template_master") <= 0) return;
        var isReseller = client["limit_client"] != "0";
        var limits = call.Tables.ById("client_template", client.Number("template_master"))?.ToArray() ?? [];
        if (isReseller && Loose.Same(limits.Value("limit_client"), 0L)) limits["limit_client"] = -1L;
        var form = ContractData.Current.Forms[isReseller ? "client/reseller" : "client/client"];
        foreach (var extra in call.Tables.Where("client_template_assigned", "client_id", clientId))
            if (call.Tables.ById("client_template", extra.Number("client_template_id")) is { } template) AddUp(form, limits, template, isReseller);
        // A client that is not a reseller must not become one.
        if (!isReseller) limits.Remove("limit_client");
        call.Tables.Update("client", client, limits
            .Where(l => IsLimit(l.Key) && !(l.Key.Contains("default", StringComparison.Ordinal) && Loose.Same(l.Value, 0L)) && Storage.Tables.Definition("client").IndexOf(l.Key) >= 0)
            .Select(l => KeyValuePair.Create(l.Key, l.Value is null ? null : Loose.Text(l.Value))));
    }

    private static void AddUp(FormDefinition form, PhpArray limits, Row template, bool isReseller)
    {
        for (var i = 0; i < template.Values.Length; i++)
        {
            var (name, extra) = (template.Shape.Names[i], template.Values[i]);
            if (extra is null || !IsLimit(name) || (name == "limit_client" && isReseller == (extra == "0"))) continue;
            if (!Loose.IsNumeric(extra) || ServerLists.Contains(name)) AddText(form, limits, name, extra);
            else AddNumber(limits, name, Loose.Int(extra));
        }
    }

    private static void AddNumber(PhpArray limits, string name, long extra)
    {
        var have = Loose.Int(limits.Value(name));
        if (name == "limit_cron_frequency") limits[name] = Math.Max(1, Math.Min(have, extra));
        else if (name.StartsWith("default_", StringComparison.Ordinal) && name != "default_xmppserver") limits[name] = have == 0 ? extra : have;
        else if (have > -1) limits[name] = extra == -1 ? -1L : have + extra;
    }

    // What limits least wins: a list gets the values of both.
    private static void AddText(FormDefinition form, PhpArray limits, string name, string extra)
    {
        if (form.Fields.FirstOrDefault(f => f.Name == name) is not { } field) return;
        var have = Loose.Text(limits.Value(name));
        var least = name == "force_suexec" ? "n" : "y";
        limits[name] = field.FormType switch
        {
            "CHECKBOX" => have == least || extra == least ? least : have,
            "SELECT" => field.Values.FirstOrDefault(v => v == have || v == extra) ?? have,
            "MULTIPLE" when ServerLists.Contains(name) => string.Join(',', (have.Length > 0 ? have.Split(',') : []).Concat(extra.Split(',')).Distinct()),
            "CHECKBOXARRAY" or "MULTIPLE" => string.Join(',', field.Values.Where(v => have.Split(',').Contains(v) || extra.Split(',').Contains(v))),
            _ => have,
        };
    }

    private static bool IsLimit(string name) =>
        name.Contains("limit", StringComparison.Ordinal) || name.Contains("default", StringComparison.Ordinal) || name.Contains("servers", StringComparison.Ordinal)
        || name is "ssh_chroot" or "web_php_options" or "force_suexec";

    private static void RequireNumbers(PanelCall call, string other)
    {
        if (!Loose.IsNumeric(call["client_id"]) || !Loose.IsNumeric(call[other]) || call.Tables.First("client", "client_id", call["client_id"]) is null) throw Refusal();
    }

    private static (string Assigned, string Template, bool IsNewStyle) Parse(string item)
    {
        var parts = item.Split(':', 2);
        return parts.Length == 1 ? ("0", item, false) : (parts[0].StartsWith('n') ? "0" : parts[0], parts[1], true);
    }

    private static void Insert(PanelCall call, object? clientId, string template) =>
        call.Tables.Insert("client_template_assigned", [new("client_id", Loose.Text(clientId)), new("client_template_id", template)]);
}
