using System.Collections.Concurrent;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Model;

/// <summary>Looks up what a command needs to know about the panel, and caches it: each item is read once however many rows need it.</summary>
public sealed class PanelLookup
{
    private const string OwnerNames = "owner name";
    private const string OwnerOfGroup = "group";
    private const string GroupOfClient = "group of client";

    private static readonly Task<string?> AdministratorName = Task.FromResult<string?>("");
    private static readonly Task<string?> NoName = Task.FromResult<string?>(null);

    // What is about the panel as a whole, which the objects of a command do not change.
    private static readonly HashSet<string> PanelKinds = ["servers", "server", "server with", "system", "password rule", "addresses", "columns", "PHP versions", "DNS templates", "all client templates", "client templates"];

    // What the panel does not know of objects that a preview would have created.
    private static readonly HashSet<string> PreviewKinds = ["content of zone", GroupOfClient, OwnerOfGroup, OwnerNames];

    private readonly ConcurrentDictionary<(string Kind, string Key), Lazy<Task>> _known = new(new IgnoreCaseComparer());
    private readonly PanelLookup? _whole;

    /// <summary>Creates the lookup of a command.</summary>
    /// <param name="connection">The panel.</param>
    public PanelLookup(PanelConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Connection = connection;
        if (connection.LoggedInClient is not { } own) return;
        // A client cannot read its own record, which belongs to its reseller or the administrator. What the record would say is not known; the panel does not look at it either.
        var client = new Client { Id = own.Id, Username = own.Username, DefaultMailServer = 0, DefaultWebServer = 0, DefaultDnsServer = 0, DefaultDatabaseServer = 0, CronJobLimit = -1, ReadFrom = new PanelOrigin(connection) };
        Remember(ClientNoun.Instance, client, Task.FromResult(client));
        _known.TryAdd((ClientNoun.Instance.Title, own.Username), new Lazy<Task>(Task.FromResult(client)));
        _known.TryAdd((OwnerOfGroup, own.GroupId.ToString(Invariant)), new Lazy<Task>(Task.FromResult(new Owner(own.Id, own.GroupId))));
        _known.TryAdd((GroupOfClient, own.Id.ToString(Invariant)), new Lazy<Task>(Task.FromResult(own.GroupId)));
        Name(own.GroupId, own.Username);
    }

    private PanelLookup(PanelLookup whole) : this(whole.Connection) => _whole = whole;

    /// <summary>The panel.</summary>
    public PanelConnection Connection { get; }

    /// <summary>The tables as a preview leaves them; null if what is read is what the panel has.</summary>
    internal PreviewTables? Preview { get; init; }

    /// <summary>A lookup for a work that creates objects and then refers to them: it reads them again, and only what is about the panel as a whole is read once for all works of the command.</summary>
    /// <param name="preview">The tables as the work leaves them; null if it is carried out.</param>
    internal PanelLookup ForWork(PreviewTables? preview) => new(this) { Preview = preview };

    /// <summary>Uses the group of a client that a preview would have created: the panel would give it one.</summary>
    /// <param name="client">The client, with the ID that the preview gave it.</param>
    internal void TrustNew(Client client)
    {
        var id = client.Id.ToString(Invariant);
        _ = OnceAsync(GroupOfClient, id, () => Task.FromResult(client.Id));
        _ = OnceAsync(OwnerOfGroup, id, () => Task.FromResult(new Owner(client.Id, client.Id)));
        _ = OnceAsync<string?>(OwnerNames, id, () => Task.FromResult<string?>(client.Username));
    }

    /// <summary>Gets the table of a noun.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <returns>The table on this panel.</returns>
    public PanelTable<T> Table<T>(PanelNoun<T> noun) where T : PanelObject => Table(noun, withSecrets: false);

    /// <summary>Gets the table of a noun.</summary>
    /// <param name="noun">The noun.</param>
    /// <param name="withSecrets">Whether secrets are read that the panel returns: hashes as it stores them.</param>
    internal PanelTable<T> Table<T>(PanelNoun<T> noun, bool withSecrets) where T : PanelObject => new(Connection, noun) { Preview = Preview, WithSecrets = withSecrets };

    /// <summary>Finds out which columns the panel has, if only some versions have them: at most one request for all records of a command.</summary>
    internal Task LearnColumnsAsync<T>(PanelNoun<T> noun, CancellationToken cancel) where T : PanelObject
        => noun.VersionDependent.IsEmpty || Connection.Columns.Knows(noun.Table) ? Task.CompletedTask
            : OnceAsync("columns", noun.Table, async () =>
            {
                await Table(noun).LearnAsync(cancel).ConfigureAwait(false);
                return true;
            });

    /// <summary>Finds a record by its natural key or ID; reads it once. A record that was read before is read again, because it may have changed since.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="reference">The record to find.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record.</returns>
    /// <exception cref="PanelException">No record or more than one record matches.</exception>
    public Task<T> FindAsync<T>(PanelNoun<T> noun, Reference<T> reference, CancellationToken cancel) where T : PanelObject
    {
        if (reference.Problem is { } problem) return Task.FromException<T>(problem);
        if (reference.Value is not { } value) return Known<T>(KindOf(noun, reference), KeyOf(reference)) ?? FirstFindAsync(noun, reference, cancel);
        return Known<T>(ById(noun), value.Id.ToString(Invariant)) is { Result: var current } known && ReferenceEquals(current, value) ? known : FindAgainAsync(noun, value, cancel);
    }

    private async Task<T> FindAgainAsync<T>(PanelNoun<T> noun, T value, CancellationToken cancel) where T : PanelObject
    {
        var current = value.Id > 0 ? await FindAsync(noun, new Reference<T>(value.Id), cancel).ConfigureAwait(false) : await FindAsync(noun, new Reference<T>(noun.KeyOf(value)), cancel).ConfigureAwait(false);
        await StaleRecord.CheckAsync(noun, value, current, this, cancel).ConfigureAwait(false);
        return current;
    }

    /// <summary>Uses a record that was just read, so that it is not read again.</summary>
    internal void Trust<T>(PanelNoun<T> noun, T value) where T : PanelObject => Remember(noun, value, Task.FromResult(value));

    // A text of digits is a key, so keys and IDs are remembered apart; and keys that differ only in case, if case counts.
    private static string ById<T>(PanelNoun<T> noun) where T : PanelObject => noun.Title + " with ID";

    private static string KindOf<T>(PanelNoun<T> noun, Reference<T> reference) where T : PanelObject
        => reference.Key is not { } key ? ById(noun) : noun.KeyComparison == StringComparison.Ordinal ? $"{noun.Title} {key}" : noun.Title;

    private static string KeyOf<T>(Reference<T> reference) where T : PanelObject => reference.Key ?? reference.ToString();

    private async Task<T> FirstFindAsync<T>(PanelNoun<T> noun, Reference<T> reference, CancellationToken cancel) where T : PanelObject
    {
        var found = await OnceAsync(KindOf(noun, reference), KeyOf(reference), () => ReadAsync(noun, reference, allowShortNames: true, cancel)).ConfigureAwait(false);
        if (reference.Id is null) Remember(noun, found, Task.FromResult(found));
        return found;
    }

    // A record that was read by its key is often needed again by its ID.
    private void Remember<T>(PanelNoun<T> noun, T value, Task<T> known) where T : PanelObject
        => _known.TryAdd((ById(noun), value.Id.ToString(Invariant)), new Lazy<Task>(known));

    /// <summary>Reads the current state of a record by its natural key or ID.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="reference">The record to find. A key is the whole stored name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record.</returns>
    /// <exception cref="PanelException">No record or more than one record matches.</exception>
    /// <exception cref="RuleException">The reference cannot be used, or a column of its row disagrees with the record.</exception>
    public Task<T> ReadAsync<T>(PanelNoun<T> noun, Reference<T> reference, CancellationToken cancel) where T : PanelObject
        => ReadAsync(noun, reference, allowShortNames: false, cancel);

    // What a record refers to may be named without its prefix, because the record's owner is checked against it.
    private async Task<T> ReadAsync<T>(PanelNoun<T> noun, Reference<T> reference, bool allowShortNames, CancellationToken cancel) where T : PanelObject
    {
        if (reference.Problem is { } problem) throw problem;
        var table = Table(noun);
        if (reference.Id is { } id)
        {
            if (await table.GetAsync(id, cancel).ConfigureAwait(false) is not { } one) throw PanelException.NotFound(noun.Functions + "_get", $"{noun.Title} {Excerpt.Of(reference.ToString())}");
            if (reference.Key is { } name && !string.Equals(noun.KeyOf(one), noun.NormalizeKey(name), noun.KeyComparison))
                throw new RuleException(Rule.KeyMismatch, $"The row names {noun.Title} '{name}' with ID {id.ToString(Invariant)}, but that ID is {noun.Title} '{noun.KeyOf(one)}'. Nothing was sent. Correct the row, or remove one of the two columns.");
            return await AgreeingAsync(reference, [one], cancel).ConfigureAwait(false) is [var agreeing] ? agreeing : throw await MismatchAsync(noun, reference, one, cancel).ConfigureAwait(false);
        }

        var key = reference.Key!;
        var found = await table.GetByKeyAsync(key, cancel).ConfigureAwait(false);
        if (found.Count == 0 && (allowShortNames || reference.Conditions.Count > 0)) found = await table.GetByNameAsync(key, cancel).ConfigureAwait(false);
        if (found.Count == 0) throw PanelException.NotFound(noun.Functions + "_get", $"{noun.Title} {Excerpt.Of(key)}", NumberHint(noun.Title, key));
        var matching = await AgreeingAsync(reference, found, cancel).ConfigureAwait(false);
        return matching.Count switch
        {
            1 => matching[0],
            0 => throw await MismatchAsync(noun, reference, found[0], cancel).ConfigureAwait(false),
            _ => throw new PanelException(FaultKind.Refused, noun.Functions + "_get", $"{Excerpt.Of(key)} matches {matching.Count} {noun.Title} records on the panel (IDs {string.Join(", ", matching.Select(f => f.Id))}). Specify the ID of one of them."),
        };
    }

    /// <summary>What to do if a text of digits, which is not a key, was meant as an ID.</summary>
    /// <param name="title">The title of the noun.</param>
    /// <param name="key">The text.</param>
    /// <returns>The advice; null if the text could not be an ID.</returns>
    internal static string? NumberHint(string title, string key)
        => long.TryParse(key, System.Globalization.NumberStyles.None, Invariant, out var id) ? $"A text is a name, not an ID: for the {title} with ID {id.ToString(Invariant)}, use -Id {id.ToString(Invariant)}, the number without quotation marks, or, in a row, a column whose name ends in Id." : null;

    private async Task<List<T>> AgreeingAsync<T>(Reference<T> reference, IReadOnlyList<T> found, CancellationToken cancel) where T : PanelObject
    {
        var agreeing = new List<T>(found);
        foreach (var condition in reference.Conditions)
            for (var i = agreeing.Count - 1; i >= 0; i--)
                if (!await condition.HoldsAsync(agreeing[i], this, cancel).ConfigureAwait(false)) agreeing.RemoveAt(i);
        return agreeing;
    }

    private async Task<RuleException> MismatchAsync<T>(PanelNoun<T> noun, Reference<T> reference, T found, CancellationToken cancel) where T : PanelObject
    {
        foreach (var condition in reference.Conditions)
            if (!await condition.HoldsAsync(found, this, cancel).ConfigureAwait(false))
                return new RuleException(Rule.KeyMismatch, $"The row names {noun.Title} '{noun.KeyOf(found)}' with {condition.Column} '{condition.Value}', but {noun.Title} '{noun.KeyOf(found)}' (ID {found.Id.ToString(Invariant)}) has {condition.Stored(found)}. Nothing was sent. Correct the row.");
        return new RuleException(Rule.KeyMismatch, $"No {noun.Title} '{reference}' agrees with all columns of the row. Nothing was sent. Correct the row.");
    }

    /// <summary>Gets a client as an owner.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The client's ID and group.</returns>
    /// <exception cref="PanelException">The client was not found.</exception>
    public async Task<Owner> OwnerAsync(Reference<Client> client, CancellationToken cancel)
    {
        if (client.Id is 0) return Owner.Administrator;
        var found = client.Id is null && client.Value is null ? await FindAsync(ClientNoun.Instance, client, cancel).ConfigureAwait(false) : client.Value;
        var id = client.Id ?? found!.Id;
        var group = await GroupOfAsync(id, cancel).ConfigureAwait(false);
        if (found is not null) Name(group, found.Username);
        return new Owner(id, group);
    }

    /// <summary>Names an owner for messages.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>"client acme" or "the administrator".</returns>
    /// <exception cref="PanelException">The client was not found.</exception>
    public async Task<string> DescribeAsync(Owner owner, CancellationToken cancel)
        => owner.ClientId == 0 ? "the administrator" : $"client {(await FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false)).Username}";

    /// <summary>Gets the owner that a group belongs to (client_get_by_groupid).</summary>
    /// <param name="groupId">The group's ID.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The client and the group.</returns>
    /// <exception cref="PanelException">The group no longer belongs to a client.</exception>
    public Task<Owner> OwnerOfGroupAsync(long groupId, CancellationToken cancel)
        => groupId <= 1 ? Task.FromResult(Owner.Administrator) : Known<Owner>(OwnerOfGroup, groupId.ToString(Invariant)) ?? FirstOwnerOfGroupAsync(groupId, cancel);

    private Task<Owner> FirstOwnerOfGroupAsync(long groupId, CancellationToken cancel)
        => OnceAsync(OwnerOfGroup, groupId.ToString(Invariant), async () =>
        {
            var client = await Connection.CallAsync(
                new PanelCall("client_get_by_groupid", writer => writer.WriteNumber("group_id", groupId)),
                (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? ClientNoun.Instance.Read(ref reader) : null,
                cancel).ConfigureAwait(false)
                ?? throw PanelException.NotFound("client_get_by_groupid", $"the client of group {groupId.ToString(Invariant)}, which owns the parent of this object,", "Move the parent to an existing client first with the -Client parameter of its Set- cmdlet.");
            client.ReadFrom = new PanelOrigin(Connection);
            Remember(ClientNoun.Instance, client, Task.FromResult(client));
            Name(groupId, client.Username);
            return new Owner(client.Id, groupId);
        });

    /// <summary>Gets the user name of the client that a group belongs to.</summary>
    /// <param name="groupId">The group's ID.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The user name; empty for the administrator, null if the group no longer belongs to a client or the account may not read clients.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public Task<string?> ClientNameAsync(long groupId, CancellationToken cancel)
        => groupId == 1 ? AdministratorName : groupId < 1 ? NoName : Known<string?>(OwnerNames, groupId.ToString(Invariant)) ?? FirstClientNameAsync(groupId, cancel);

    private Task<string?> FirstClientNameAsync(long groupId, CancellationToken cancel)
        => OnceAsync(OwnerNames, groupId.ToString(Invariant), async () =>
        {
            try
            {
                var owner = await OwnerOfGroupAsync(groupId, cancel).ConfigureAwait(false);
                return (string?)(await FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false)).Username;
            }
            catch (PanelException problem) when (problem.Kind is FaultKind.NotFound or FaultKind.PermissionDenied) { return null; }
        });

    private void Name(long groupId, string username) => _known.TryAdd((OwnerNames, groupId.ToString(Invariant)), new Lazy<Task>(Task.FromResult<string?>(username)));

    /// <summary>Gets the server for a new record without a parent that determines it: its owner's default, or the first server that has the service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="owner">The owner of the record.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The server's ID; 1 if the account may not read servers.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<long> DefaultServerAsync(ServerService service, Owner owner, CancellationToken cancel)
    {
        if (owner.ClientId > 0 && service != ServerService.None)
        {
            var client = await FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false);
            var chosen = service switch
            {
                ServerService.Mail => client.DefaultMailServer, ServerService.Web => client.DefaultWebServer, ServerService.Dns => client.DefaultDnsServer, _ => client.DefaultDatabaseServer,
            };
            if (chosen > 0) return chosen;
        }

        return await OnceAsync("server with", service.ToString(), () => FirstServerAsync(service, cancel)).ConfigureAwait(false);
    }

    /// <summary>Refuses the ID of a server that does not exist; the panel would accept it.</summary>
    /// <param name="serverId">The server's ID.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the ID is checked.</returns>
    /// <exception cref="PanelException">The server was not found.</exception>
    public async Task CheckServerAsync(long serverId, CancellationToken cancel)
    {
        if (await ServersAsync(cancel).ConfigureAwait(false) is { } servers && !servers.Exists(server => server.Id == serverId))
            throw PanelException.NotFound("server_get_all", $"server with ID {serverId.ToString(Invariant)}", "Get-NpServer lists the servers.");
    }

    private async Task<long> FirstServerAsync(ServerService service, CancellationToken cancel)
    {
        var directory = new ServerDirectory(Connection);
        foreach (var server in await ServersAsync(cancel).ConfigureAwait(false) ?? [])
            if (service == ServerService.None || (await directory.DescribeAsync(server, cancel).ConfigureAwait(false)).Does(service)) return server.Id;
        return 1;
    }

    // Null if the account may not read servers, which then cannot be checked.
    private Task<List<Server>?> ServersAsync(CancellationToken cancel) => OnceAsync("servers", "", async () =>
    {
        try { return (List<Server>?)await new ServerDirectory(Connection).ListAsync(cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return null; }
    });

    /// <summary>Reads one section of a server's configuration (server_get).</summary>
    /// <param name="serverId">The server's ID.</param>
    /// <param name="section">The section: mail, web, dns ...</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<Dictionary<string, string?>> ServerConfigAsync(long serverId, string section, CancellationToken cancel)
        => Known<Dictionary<string, string?>>("server", $"{serverId}/{section}") ?? FirstServerConfigAsync(serverId, section, cancel);

    private Task<Dictionary<string, string?>> FirstServerConfigAsync(long serverId, string section, CancellationToken cancel)
        => OnceAsync("server", $"{serverId}/{section}", () => Connection.CallAsync(
            new PanelCall("server_get", writer =>
            {
                writer.WriteNumber("server_id", serverId);
                writer.WriteString("section", section);
            }) { IsLimitedByCaller = true }, PanelRow.Read, cancel));

    /// <summary>Reads one section of the panel's own configuration (system_config_get).</summary>
    /// <param name="section">The section: sites, mail, misc ...</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<Dictionary<string, string?>> SystemConfigAsync(string section, CancellationToken cancel)
        => OnceAsync("system", section, () => Connection.CallAsync(new PanelCall("system_config_get", writer => writer.WriteString("section", section)) { IsLimitedByCaller = true }, PanelRow.Read, cancel));

    /// <summary>Reads the panel's password rule.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public Task<PasswordRule> PasswordRuleAsync(CancellationToken cancel) => OnceAsync("password rule", "", () => PasswordRule.ReadAsync(Connection, cancel));

    /// <summary>Reads the IP addresses of a server (server_ip_get).</summary>
    /// <param name="serverId">The server's ID.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The addresses; null if the account may not read them.</returns>
    public Task<HashSet<string>?> AddressesAsync(long serverId, CancellationToken cancel)
        => OnceAsync("addresses", serverId.ToString(Invariant), async () =>
        {
            try
            {
                var rows = await Table(ServerIpNoun.Instance).ListAsync([new("server_id", serverId.ToString(Invariant))], cancel).ConfigureAwait(false);
                var addresses = rows.Select(row => row.IPAddress).ToHashSet(StringComparer.OrdinalIgnoreCase);
                return (HashSet<string>?)addresses;
            }
            catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
            {
                return null;
            }
        });

    /// <summary>Reads a value once for the whole command.</summary>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="kind">The kind of value, which separates equal keys.</param>
    /// <param name="key">The key; not case-sensitive.</param>
    /// <param name="read">Reads the value.</param>
    /// <returns>The value from the first read.</returns>
    public Task<TValue> OnceAsync<TValue>(string kind, string key, Func<Task<TValue>> read) => Known<TValue>(kind, key) ?? FirstAsync((kind, key), read);

    /// <summary>Gets a cached value, so that callers need not allocate a closure if the value is known.</summary>
    /// <returns>The completed read; null if missing yet.</returns>
    internal Task<TValue>? Known<TValue>(string kind, string key)
        => OfWhole(kind) is { } whole ? whole.Known<TValue>(kind, key) : _known.TryGetValue((kind, key), out var known) && known is { IsValueCreated: true, Value: Task<TValue> { IsCompletedSuccessfully: true } ended } ? ended : null;

    // The lookup that knows a kind of things for several works; null if it is this one.
    private PanelLookup? OfWhole(string kind) => _whole is { } whole && (PanelKinds.Contains(kind) || (Preview is not null && Preview == whole.Preview && PreviewKinds.Contains(kind))) ? whole : null;

    private async Task<TValue> FirstAsync<TValue>((string Kind, string Key) name, Func<Task<TValue>> read)
    {
        if (OfWhole(name.Kind) is { } whole) return await whole.OnceAsync(name.Kind, name.Key, read).ConfigureAwait(false);
        var entry = _known.GetOrAdd(name, _ => new Lazy<Task>(read));
        try { return await ((Task<TValue>)entry.Value).ConfigureAwait(false); }
        catch (Exception problem) when (problem is OperationCanceledException or PanelException { Kind: FaultKind.Unreachable or FaultKind.BadReply or FaultKind.SessionEnded or FaultKind.LockedOut })
        {
            // A temporary failure is not cached: the next row reads the value again.
            _known.TryRemove(new(name, entry));
            throw;
        }
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private Task<long> GroupOfAsync(long clientId, CancellationToken cancel)
        => OnceAsync(GroupOfClient, clientId.ToString(Invariant), async () =>
        {
            var group = await Connection.CallAsync(
                new PanelCall("client_get_groupid", writer => writer.WriteNumber("client_id", clientId)),
                (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
            return group > 0 ? group : throw PanelException.NotFound("client_get_groupid", $"client {clientId}");
        });

    private sealed class IgnoreCaseComparer : IEqualityComparer<(string Kind, string Key)>
    {
        public bool Equals((string Kind, string Key) one, (string Kind, string Key) other) => one.Kind == other.Kind && one.Key.Equals(other.Key, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Kind, string Key) name) => name.Key.GetHashCode(StringComparison.OrdinalIgnoreCase);
    }
}
