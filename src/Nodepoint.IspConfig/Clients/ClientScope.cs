using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;

namespace Nodepoint.IspConfig.Clients;

/// <summary>
/// Keeps a client's session to what belongs to the client. The panel looks at the owner only when it reads or changes a single record through a
/// form; everything else answers for all clients (HAZARDS, Sessions of clients). So each call is checked here before it is sent.
/// </summary>
internal sealed class ClientScope : ISessionGuard
{
    private static readonly TimeSpan RestorationTimeout = TimeSpan.FromSeconds(30);

    private readonly PanelConnection _connection;

    private ClientScope(PanelConnection connection, LoggedInClient client) => (_connection, Client) = (connection, client);

    /// <inheritdoc/>
    public LoggedInClient Client { get; private set; }

    /// <summary>Reads who is logged in.</summary>
    /// <exception cref="PanelException">The client has no user any more, or the panel cannot be reached.</exception>
    public static async Task<ISessionGuard> OpenAsync(PanelConnection connection, CancellationToken cancel) => new ClientScope(connection, await ReadClientAsync(connection, cancel).ConfigureAwait(false));

#pragma warning disable CA2255 // The connection cannot name this class, which depends on it.
    [ModuleInitializer]
    internal static void Register() => SessionGuards.OfClients = OpenAsync;
#pragma warning restore CA2255

    /// <inheritdoc/>
    public async Task<Func<Task>?> EnterAsync(PanelCall call, CancellationToken cancellationToken)
    {
        // A client whose user was deleted counts as the administrator until its session ends.
        Client = await ReadClientAsync(_connection, cancellationToken).ConfigureAwait(false);
        if (call.IsLimitedByCaller || ClientFunctions.WithoutClients.Contains(call.Function)) return null;
        var members = call.Members();
        if (ClientFunctions.OfClient.TryGetValue(call.Function, out var client))
        {
            await RequireOwnClientAsync(call, members, client, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (ClientFunctions.OfGroup.TryGetValue(call.Function, out var group))
        {
            if (!Text(members, group).Split(',').All(id => Client.Groups.Contains(Number(id)))) throw NotOwn(call, $"group {Text(members, group)}");
            return null;
        }

        if (call.Function == "sites_ftp_user_server_get")
        {
            await RequireOwnFtpUserAsync(call, Text(members, "ftp_user"), cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (ClientFunctions.OfUser.TryGetValue(call.Function, out var user))
        {
            if (!Text(members, user).Equals(Client.Username, StringComparison.OrdinalIgnoreCase)) throw NotOwn(call, $"user '{Text(members, user)}'");
            return null;
        }

        if (ClientFunctions.OfRecord.TryGetValue(call.Function, out var record))
        {
            var row = await RequireOwnAsync(call, record.Reader, Number(Text(members, record.Parameter)), cancellationToken).ConfigureAwait(false);
            return call.Function is "dns_zone_set_dnssec" or "sites_web_domain_set_status" ? Restoring([Target(record.Reader, row, null)], cancellationToken) : null;
        }

        if (ClientFunctions.OfBackup.TryGetValue(call.Function, out var backups))
        {
            await RequireOwnBackupAsync(call, members, backups, cancellationToken).ConfigureAwait(false);
            return null;
        }

        return await EnterFormAsync(call, members, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Func<Task>?> EnterFormAsync(PanelCall call, JsonElement members, CancellationToken cancel)
    {
        if (!PanelFunctions.TryGet(call.Function, out var function) || function.Form is null) throw Unlimited(call);
        var end = call.Function.LastIndexOf('_');
        var (prefix, verb) = (call.Function[..end], call.Function[(end + 1)..]);
        switch (verb)
        {
            case "get":
                var key = members.TryGetProperty(function.Parameters[1].Name, out var asked) ? asked : default;
                if (key.ValueKind == JsonValueKind.Object || Number(key.ToString()) > 0) return null;
                throw Unlimited(call);
            case "add":
                await CheckLinksAsync(call, members, cancel).ConfigureAwait(false);
                if (prefix == "client")
                {
                    if (!Client.IsReseller) throw new PanelException(FaultKind.NotOwn, call.Function, $"Cannot call {call.Function} as client '{Client.Username}': only resellers have clients. Nothing was sent.");
                    RequireNoOtherReseller(call, members);
                }
                else await FindOwnerAsync(call, members, cancel).ConfigureAwait(false);
                return Restoring(await ZoneAsync(call, members, null, cancel).ConfigureAwait(false), cancel);
            case "update" or "delete":
                var parameter = verb == "update" && prefix != "client" ? function.Parameters[2].Name : function.Parameters[1].Name;
                var row = await RequireOwnAsync(call, prefix + "_get", Number(Text(members, parameter)), cancel).ConfigureAwait(false);
                if (verb == "delete") return Restoring(await ZoneAsync(call, members, row, cancel).ConfigureAwait(false), cancel);
                await CheckLinksAsync(call, members, cancel).ConfigureAwait(false);
                if (prefix == "client")
                {
                    RequireNoOtherReseller(call, members);
                    return null;
                }

                var owner = await FindOwnerAsync(call, members, cancel).ConfigureAwait(false);
                return Restoring([Target(prefix + "_get", row, owner), .. await ZoneAsync(call, members, row, cancel).ConfigureAwait(false)], cancel);
            default:
                throw Unlimited(call);
        }
    }

    // In a client's session the panel ignores who is named.
    /// <inheritdoc/>
    public async Task GiveAsync(string table, string idColumn, long id, long clientId, long groupId, CancellationToken cancellationToken)
    {
        if (clientId == 0 || clientId == Client.Id || id < 1) return;
        await SetOwnerAsync(new OwnedRow(table, idColumn, id, await UserOfAsync(clientId, cancellationToken).ConfigureAwait(false), groupId), cancellationToken).ConfigureAwait(false);
    }

    // In a client's session the panel also returns what others let everybody read. Users and clients belong to whoever added them, and were checked before the call.
    /// <inheritdoc/>
    public JsonElement OwnPartOf(PanelCall call, JsonElement response)
        => ClientFunctions.OfUser.ContainsKey(call.Function) || ClientFunctions.OfGroup.ContainsKey(call.Function) || !HasForeign(response, ClientFunctions.IsForEverybody(call.Function)) ? response
            : WithoutForeign(response, ClientFunctions.IsForEverybody(call.Function)) is { } own ? JsonSerializer.SerializeToElement(own, LimitData.Default.JsonNode) : Nothing;

    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement;

    private bool HasForeign(JsonElement part, bool isForEverybody) => part.ValueKind switch
    {
        JsonValueKind.Array => part.EnumerateArray().Any(item => HasForeign(item, isForEverybody)),
        JsonValueKind.Object => IsForeign(part, isForEverybody) || part.EnumerateObject().Any(member => HasForeign(member.Value, isForEverybody)),
        _ => false,
    };

    private bool IsForeign(JsonElement row, bool isForEverybody) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty("sys_groupid", out var group) && Number(group.ToString()) is var owner
        && !Client.Groups.Contains(owner) && Number(Text(row, "sys_userid")) != Client.UserId && !(isForEverybody && owner <= 1);

    private JsonNode? WithoutForeign(JsonElement part, bool isForEverybody) => part.ValueKind switch
    {
        JsonValueKind.Array => new JsonArray([.. part.EnumerateArray().Where(item => !IsForeign(item, isForEverybody)).Select(item => WithoutForeign(item, isForEverybody))]),
        JsonValueKind.Object when IsForeign(part, isForEverybody) => null,
        JsonValueKind.Object => new JsonObject(part.EnumerateObject().Where(member => !IsForeign(member.Value, isForEverybody)).Select(member => KeyValuePair.Create(member.Name, WithoutForeign(member.Value, isForEverybody)))),
        _ => JsonNode.Parse(part.GetRawText()),
    };

    private async Task<JsonElement> RequireOwnAsync(PanelCall call, string reader, long id, CancellationToken cancel)
    {
        var row = id > 0 ? await ReadAsync(reader, writer => writer.WriteNumber(ParameterOf(reader), id), cancel).ConfigureAwait(false) : default;
        var isOwn = row.ValueKind == JsonValueKind.Object && (Client.Groups.Contains(Number(Text(row, "sys_groupid"))) || Number(Text(row, "sys_userid")) == Client.UserId);
        return isOwn ? row : throw NotOwn(call, $"the record with ID {id.ToString(CultureInfo.InvariantCulture)}");
    }

    // The client itself, or a client of the reseller.
    private async Task RequireOwnClientAsync(PanelCall call, JsonElement members, string parameter, CancellationToken cancel)
    {
        var id = Number(Text(members, parameter));
        if (id == Client.Id) return;
        await RequireOwnAsync(call, "client_get", id, cancel).ConfigureAwait(false);
    }

    private void RequireNoOtherReseller(PanelCall call, JsonElement members)
    {
        foreach (var id in new[] { Number(Text(members, "reseller_id")), Number(Text(Params(members), "parent_client_id")) })
            if (id != 0 && id != Client.Id) throw NotOwn(call, $"reseller {id.ToString(CultureInfo.InvariantCulture)}");
    }

    // The panel has no function that reads one backup.
    private async Task RequireOwnBackupAsync(PanelCall call, JsonElement members, (string List, string Parent, string Reader) backups, CancellationToken cancel)
    {
        var id = Number(Text(members, "primary_id"));
        var all = await ReadAsync(backups.List, static _ => { }, cancel).ConfigureAwait(false);
        var found = all.ValueKind == JsonValueKind.Array ? all.EnumerateArray().FirstOrDefault(row => id > 0 && Number(Text(row, "backup_id")) == id) : default;
        await RequireOwnAsync(call, backups.Reader, Number(Text(found, backups.Parent)), cancel).ConfigureAwait(false);
    }

    // The client that a call names as the owner, if it is another one than the client itself.
    private async Task<Owner?> FindOwnerAsync(PanelCall call, JsonElement members, CancellationToken cancel)
    {
        var id = Number(Text(members, "client_id"));
        if (id == 0 || id == Client.Id) return null;
        var row = await RequireOwnAsync(call, "client_get", id, cancel).ConfigureAwait(false);
        var user = await UserRowAsync(_connection, Text(row, "username"), cancel).ConfigureAwait(false);
        return new Owner(id, Number(Text(user, "default_group")));
    }

    // What a new or changed record refers to has to be the client's own too; the panel does not look.
    private async Task CheckLinksAsync(PanelCall call, JsonElement members, CancellationToken cancel)
    {
        var given = Params(members);
        if (given.ValueKind != JsonValueKind.Object) return;
        foreach (var member in given.EnumerateObject())
        {
            var text = member.Value.ToString();
            if (member.Name == "client_group_id" && Number(text) is var group && group > 0 && !Client.Groups.Contains(group)) throw NotOwn(call, $"group {text}");
            if (ClientFunctions.Links.TryGetValue(member.Name, out var reader) && Number(text) > 0) await RequireOwnAsync(call, reader, Number(text), cancel).ConfigureAwait(false);
            else if (ClientFunctions.IsAddress(call.Function, member.Name) && text.Length > 0) await RequireOwnDomainAsync(call, text[(text.LastIndexOf('@') + 1)..], cancel).ConfigureAwait(false);
        }
    }

    private async Task RequireOwnDomainAsync(PanelCall call, string domain, CancellationToken cancel)
    {
        if (!await IsOwnNameAsync("mail_domain_get", "domain", domain, cancel).ConfigureAwait(false)) throw NotOwn(call, $"mail domain '{domain}'");
    }

    private async Task RequireOwnFtpUserAsync(PanelCall call, string user, CancellationToken cancel)
    {
        if (!await IsOwnNameAsync("sites_ftp_user_get", "username", user, cancel).ConfigureAwait(false)) throw NotOwn(call, $"FTP user '{user}'");
    }

    // % makes the panel look for a pattern, so that the name is compared here.
    private async Task<bool> IsOwnNameAsync(string reader, string column, string name, CancellationToken cancel)
    {
        var found = await ReadAsync(reader, writer =>
        {
            writer.WriteStartObject(ParameterOf(reader));
            writer.WriteString(column, name);
            writer.WriteEndObject();
        }, cancel).ConfigureAwait(false);
        return found.ValueKind == JsonValueKind.Array && found.EnumerateArray().Any(row => Text(row, column).Equals(name, StringComparison.OrdinalIgnoreCase) && Client.Groups.Contains(Number(Text(row, "sys_groupid"))));
    }

    // The zone whose serial the call raises, which the panel also takes from its owner.
    private async Task<IReadOnlyList<OwnedRow>> ZoneAsync(PanelCall call, JsonElement members, JsonElement? record, CancellationToken cancel)
    {
        if (Text(members, "update_serial") is "" or "0" or "False" or "false" || !call.Function.StartsWith("dns_", StringComparison.Ordinal)) return [];
        var id = Number(Text(Params(members), "zone")) is > 0 and var named ? named : record is { } row ? Number(Text(row, "zone")) : 0;
        return id > 0 ? [Target("dns_zone_get", await RequireOwnAsync(call, "dns_zone_get", id, cancel).ConfigureAwait(false), null)] : [];
    }

    private static OwnedRow Target(string reader, JsonElement row, Owner? owner)
    {
        var (table, idColumn) = ClientFunctions.TableOf(reader[..^4]);
        return new OwnedRow(table, idColumn, Number(Text(row, idColumn)), owner is null ? Number(Text(row, "sys_userid")) : 0, owner?.GroupId ?? Number(Text(row, "sys_groupid"))) { ClientId = owner?.ClientId ?? 0 };
    }

    // An update by a reseller makes the record the reseller's own.
    private Func<Task>? Restoring(IReadOnlyList<OwnedRow> rows, CancellationToken cancel)
    {
        var others = rows.Where(row => row.Id > 0 && row.Table.Length > 0 && (row.GroupId != Client.GroupId || row.UserId != Client.UserId)).ToArray();
        if (others.Length == 0) return null;
        cancel.ThrowIfCancellationRequested();
        return async () =>
        {
            using var timeout = new CancellationTokenSource(RestorationTimeout);
            foreach (var row in others)
                await SetOwnerAsync(row.ClientId > 0 ? row with { UserId = await UserOfAsync(row.ClientId, timeout.Token).ConfigureAwait(false) } : row, timeout.Token).ConfigureAwait(false);
        };
    }

    private Task<bool> SetOwnerAsync(OwnedRow row, CancellationToken cancel) => _connection.CallUnguardedAsync(
        new PanelCall("update_record_permissions", writer =>
        {
            writer.WriteString("tablename", row.Table);
            writer.WriteString("index_field", row.IdColumn);
            writer.WriteNumber("index_value", row.Id);
            writer.WriteStartObject("permissions");
            writer.WriteNumber("sys_userid", row.UserId);
            writer.WriteNumber("sys_groupid", row.GroupId);
            writer.WriteEndObject();
        }),
        static (ref Utf8JsonReader _) => true, cancel);

    private async Task<long> UserOfAsync(long clientId, CancellationToken cancel)
    {
        var client = await ReadAsync("client_get", writer => writer.WriteNumber("client_id", clientId), cancel).ConfigureAwait(false);
        return Number(Text(await UserRowAsync(_connection, Text(client, "username"), cancel).ConfigureAwait(false), "userid"));
    }

    private Task<JsonElement> ReadAsync(string function, Action<Utf8JsonWriter> write, CancellationToken cancel)
        => _connection.CallUnguardedAsync(new PanelCall(function, write), static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader), cancel);

    private static async Task<LoggedInClient> ReadClientAsync(PanelConnection connection, CancellationToken cancel)
    {
        JsonElement user;
        try { user = await UserRowAsync(connection, connection.UserName, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind is FaultKind.NotFound or FaultKind.Refused) { throw Gone(connection); }
        var id = Number(Text(user, "client_id"));
        if (id < 1) throw Gone(connection);
        var groups = Text(user, "groups").Split(',').Select(Number).Append(Number(Text(user, "default_group"))).Where(group => group > 1).ToHashSet();
        return new LoggedInClient(id, Text(user, "username"), Number(Text(user, "userid")), Number(Text(user, "default_group")), groups, groups.Count > 1 || Text(user, "modules").Split(',').Contains("client"));
    }

    private static Task<JsonElement> UserRowAsync(PanelConnection connection, string username, CancellationToken cancel)
        => connection.CallUnguardedAsync(new PanelCall("client_get_by_username", writer => writer.WriteString("username", username)), static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader), cancel);

    private static string ParameterOf(string reader) => PanelFunctions.TryGet(reader, out var known) ? known.Parameters[1].Name : "primary_id";

    private static JsonElement Params(JsonElement members) => members.ValueKind == JsonValueKind.Object && members.TryGetProperty("params", out var given) ? given : default;

    private static string Text(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value.ToString() : "";

    // Only whole numbers: the panel reads "3 OR 1=1" as a condition.
    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static PanelException Gone(PanelConnection connection)
        => new(FaultKind.SessionEnded, "client_get_by_username", $"Client '{connection.UserName}' does not exist on the panel any more, and the panel would treat its session as the administrator's. Nothing was sent. Disconnect it with Disconnect-NpPanel.");

    private PanelException Unlimited(PanelCall call)
        => new(FaultKind.NotOwn, call.Function, $"Cannot call {call.Function} as client '{Client.Username}': the panel does not limit it to the client's own records. Nothing was sent. Connect with a remote user for it.");

    private PanelException NotOwn(PanelCall call, string what)
        => new(FaultKind.NotOwn, call.Function, $"Cannot call {call.Function} as client '{Client.Username}': {what} does not belong to it. Nothing was sent.");

    /// <summary>A row and whose it is.</summary>
    private sealed record OwnedRow(string Table, string IdColumn, long Id, long UserId, long GroupId)
    {
        // The owner whose user has to be read first; 0 if it is known.
        public long ClientId { get; init; }
    }
}
