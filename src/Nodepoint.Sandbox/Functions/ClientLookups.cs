using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Finds clients, their users and groups, and checks their passwords.</summary>
internal static class ClientLookups
{
    private const int LoginsAllowed = 6, LoginsRemembered = 60;

    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["client_get"] = call => Get(call, call["client_id"]),
        ["client_get_id"] = call => call.Tables.ById("sys_user", PanelInt.Of(call["sys_userid"]))?.Number("client_id")
            ?? throw new RemoteFault("There is no sys_user account with this userid."),
        ["client_get_emailcontact"] = GetContact,
        ["client_get_groupid"] = call => call.Tables.First("sys_group", "client_id", PanelInt.Of(call["client_id"]))?.Number("groupid")
            ?? throw new RemoteFault("There is no group for this client ID."),
        ["client_get_by_groupid"] = GetByGroup,
        ["client_get_by_username"] = call => call.Tables.First("sys_user", "username", call["username"])
            ?? throw new RemoteFault("There is no user account for this user name."),
        ["client_get_by_customer_no"] = GetByCustomerNumber,
        ["client_get_all"] = GetAll,
        ["client_login_get"] = GetLogin,
    };

    private static object? Get(PanelCall call, object? id) => call.Records.Get(ContractData.Current.Forms["client/client"], id) switch
    {
        Row client => WithTemplates(call, client),
        List<Row> clients => clients.ConvertAll(client => WithTemplates(call, client)),
        var nothing => nothing,
    };

    private static Row WithTemplates(PanelCall call, Row client)
    {
        if (!string.IsNullOrEmpty(client["template_additional"])) return client;
        var assigned = call.Tables.Where("client_template_assigned", "client_id", client.Number("client_id"));
        return client.With("template_additional", string.Join('/', assigned.Select(t => $"{t["assigned_template_id"]}:{t["client_template_id"]}")));
    }

    private static PhpArray GetContact(PanelCall call)
    {
        var client = call.Tables.ById("client", PanelInt.Of(call["client_id"])) ?? throw new RemoteFault("There is no client with this client ID.");
        return Part(client, "company_name", "contact_name", "gender", "email", "language");
    }

    private static object? GetByGroup(PanelCall call)
    {
        var group = call.Tables.ById("sys_group", PanelInt.Of(call["group_id"])) ?? throw new RemoteFault("There is no client for this group ID.");
        call.Require("client_get");
        return Get(call, group.Number("client_id"));
    }

    private static Row GetByCustomerNumber(PanelCall call)
    {
        var number = PhpText.Trim(Loose.TextArgument(call["customer_no"]));
        if (number.Length == 0) throw new RemoteFault("There was no customer number specified.");
        return call.Tables.First("client", "customer_no", number) ?? throw new RemoteFault("There is no user account for this customer number.");
    }

    private static object GetAll(PanelCall call)
    {
        var clients = call.Database.All("SELECT client_id FROM client ORDER BY client_id");
        return clients.Count == 0 ? false : new PhpArray(clients.Select(c => c["client_id"]));
    }

    private static PhpArray? GetLogin(PanelCall call)
    {
        if (!PhpRegex.IsMatch("/^[\\w\\.\\-\\_\\@]{1,128}$/", call["username"])) throw new RemoteFault("Username contains invalid characters.");
        if (!PhpRegex.IsMatch("/^.{1,64}$/i", call["password"])) throw new RemoteFault("Invalid password length or no password provided.");
        var address = call["remote_ip"] is { } given ? "client " + Loose.Text(given) : null;
        if (address is not null && call.State.Sessions.IsLockedOut(address, LoginsAllowed, LoginsRemembered)) throw new RemoteFault("Too many failed logins.");
        var name = call.Text("username");
        if (!name.Contains('@', StringComparison.Ordinal))
        {
            var user = call.Tables.First("sys_user", "username", name);
            if (user is null || !Passwords.Verify(call["password"], user["passwort"]!)) throw new RemoteFault("Login failed.");
            return Login(user["username"], user["typ"], user, "de");
        }
        var client = call.Tables.First("client", "email", name);
        if (client is null) return null;
        if (Passwords.Verify(call["password"], client["password"] ?? "")) return Login(client["username"], "user", client, client["country"]);
        if (address is not null) call.State.Sessions.NoteFailure(address, LoginsRemembered);
        return null;
    }

    private static PhpArray Login(string? name, string? type, Row record, string? country) => new()
    {
        ["username"] = name,
        ["type"] = type,
        ["client_id"] = record["client_id"],
        ["language"] = record["language"],
        ["country"] = country,
    };

    private static PhpArray Part(Row row, params ReadOnlySpan<string> columns)
    {
        var part = new PhpArray();
        foreach (var column in columns) part[column] = row[column];
        return part;
    }
}
