using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>What adding, changing and deleting a client does besides its form.</summary>
internal static class ClientFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["client_add"] = Add,
        ["client_update"] = Update,
        ["client_delete"] = Delete,
        ["client_delete_everything"] = ClientRemoval.DeleteEverything,
        ["client_change_password"] = ChangePassword,
        ["client_template_additional_get"] = call =>
            Loose.IsNumeric(call["client_id"]) ? call.Tables.Where("client_template_assigned", "client_id", call["client_id"]) : throw ClientTemplates.Refusal(),
        ["client_template_additional_add"] = ClientTemplates.Assign,
        ["client_template_additional_delete"] = ClientTemplates.Unassign,
        ["client_templates_get_all"] = call => call.Tables.All("client_template"),
    };

    private static object? Add(PanelCall call)
    {
        var members = WithParent(call, call.Writable());
        if (Loose.IsTrue(members.Value("parent_client_id")))
        {
            if (!IsReseller(call, members.Value("parent_client_id"))) members["parent_client_id"] = 0L;
            else if (WantsReseller(members)) throw new RemoteFault("Reseller cannot be client of another reseller.");
        }
        if (ContractData.IsNewerLine && Loose.IsEmpty(members.Value("usertheme"))) members["usertheme"] = "default";
        var records = call.Records;
        var form = FormFor(members);
        records.ActAs(call["reseller_id"]);
        var values = records.Encode(form, members);
        if (call.Tables.First("sys_user", "username", members.Value("username")) is not null) call.Errors.Append("Duplicate username<br />");
        records.StopOnErrors();
        return records.Store(form, values, members, added =>
        {
            ClientTemplates.Apply(call, added.Id);
            MakeKeys(call, added.Id);
        }, stored => ClientUsers.Add(call, members, stored, call["reseller_id"]));
    }

    private static object Update(PanelCall call)
    {
        var clientId = call["client_id"];
        var stored = call.Records.Get(ContractData.Current.Forms["client/client"], clientId);
        var old = stored is Row row ? row.ToArray() : stored as PhpArray ?? [];
        var members = WithParent(call, old.MergedWith(call["params"] as PhpArray));
        if (Loose.IsTrue(members.Value("parent_client_id")))
        {
            if (!IsReseller(call, members.Value("parent_client_id"))) throw new RemoteFault("Selected client is not a reseller.");
            if (WantsReseller(members)) throw new RemoteFault("Reseller cannot be client of another reseller.");
        }
        var isAsked = !ContractData.IsNewerLine || (call["params"] as PhpArray)?.IsSet("template_additional") == true;
        if (isAsked && members.IsSet("template_additional"))
        {
            ClientTemplates.Replace(call, clientId, Loose.TextArgument(members.Value("template_additional")).Split('/'));
            members["template_additional"] = "";
        }
        var changed = call.Records.Update(FormFor(members), call["reseller_id"], clientId, members, updated => ClientTemplates.Apply(call, updated.Id));
        ClientUsers.Update(call, members, PanelInt.Of(clientId));
        if (Loose.IsTrue(members.Value("canceled"))) ClientLock.Cancel(call, clientId, members.Value("canceled"));
        if (Loose.IsTrue(members.Value("locked"))) ClientLock.Set(call, clientId, members.Value("locked"));
        return changed;
    }

    private static object Delete(PanelCall call)
    {
        var changed = call.Records.Delete(ContractData.Current.Forms["client/client"], call["client_id"]);
        ClientUsers.Delete(call, PanelInt.Of(call["client_id"]));
        return changed;
    }

    private static object ChangePassword(PanelCall call)
    {
        var clients = call.Tables.Where("client", "client_id", call["client_id"]);
        if (clients.Count == 0) throw new RemoteFault("There is no user account for this client_id");
        var hash = ShaCrypt.Hash(Loose.TextArgument(call["new_password"]));
        foreach (var client in clients) call.Tables.Update("client", client, [new("password", hash)]);
        foreach (var user in call.Tables.Where("sys_user", "client_id", call["client_id"])) call.Tables.Update("sys_user", user, [new("passwort", hash)]);
        return true;
    }

    private static PhpArray WithParent(PanelCall call, PhpArray members)
    {
        if (!members.IsSet("parent_client_id") || Loose.Same(members.Value("parent_client_id"), 0L)) members["parent_client_id"] = call["reseller_id"];
        return members;
    }

    private static bool IsReseller(PanelCall call, object? clientId) => call.Tables.ById("client", Loose.Int(clientId)) is { } client && client["limit_client"] != "0";

    private static bool WantsReseller(PhpArray members) => members.IsSet("limit_client") && !Loose.Same(members.Value("limit_client"), 0L);

    private static FormDefinition FormFor(PhpArray members) => ContractData.Current.Forms[WantsReseller(members) ? "client/reseller" : "client/client"];

    // A real panel creates a pair of SSH keys. A sandbox has no SSH logins, so any text is sufficient.
    private static void MakeKeys(PanelCall call, object? clientId)
    {
        if (call.Tables.First("client", "client_id", clientId) is not { } client) return;
        call.Tables.Update("client", client, [
            new("created_at", Loose.Text(DateTimeOffset.UtcNow.ToUnixTimeSeconds())),
            new("id_rsa", "-----BEGIN OPENSSH PRIVATE KEY-----\nsandbox\n-----END OPENSSH PRIVATE KEY-----\n"),
            new("ssh_rsa", $"ssh-rsa c2FuZGJveA== {client["username"]}-rsa-key\n")]);
    }
}
