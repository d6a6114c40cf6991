using System.Collections.Concurrent;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Model;

/// <summary>Looks up what a command needs to know about the panel, and caches it: each item is read once however many rows need it.</summary>
/// <param name="connection">The panel.</param>
public sealed class PanelLookup(PanelConnection connection)
{
    private readonly ConcurrentDictionary<(string Kind, string Key), Lazy<Task>> _known = new(new IgnoreCaseComparer());

    /// <summary>The panel.</summary>
    public PanelConnection Connection => connection;

    /// <summary>Gets the table of a noun.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <returns>The table on this panel.</returns>
    public PanelTable<T> Table<T>(PanelNoun<T> noun) where T : PanelObject => new(connection, noun);

    /// <summary>Finds a record by its natural key or ID; reads it once. A record that was read before is read again, because it may have changed since.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="reference">The record to find.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record.</returns>
    /// <exception cref="PanelException">No record or more than one record matches.</exception>
    public Task<T> FindAsync<T>(PanelNoun<T> noun, Reference<T> reference, CancellationToken cancel) where T : PanelObject
    {
        if (reference.Value is not { } value) return Known<T>(noun.Title, reference.ToString()) ?? FirstFindAsync(noun, reference, cancel);
        return Known<T>(noun.Title, value.Id.ToString(Invariant)) is { Result: var current } known && ReferenceEquals(current, value) ? known : FindAgainAsync(noun, value, cancel);
    }

    private async Task<T> FindAgainAsync<T>(PanelNoun<T> noun, T value, CancellationToken cancel) where T : PanelObject
    {
        var current = value.Id > 0 ? await FindAsync(noun, new Reference<T>(value.Id), cancel).ConfigureAwait(false) : await FindAsync(noun, new Reference<T>(noun.KeyOf(value)), cancel).ConfigureAwait(false);
        await StaleRecord.CheckAsync(noun, value, current, this, cancel).ConfigureAwait(false);
        return current;
    }

    /// <summary>Uses a record that was just read, so that it is not read again.</summary>
    internal void Trust<T>(PanelNoun<T> noun, T value) where T : PanelObject => Remember(noun, value, Task.FromResult(value));

    private async Task<T> FirstFindAsync<T>(PanelNoun<T> noun, Reference<T> reference, CancellationToken cancel) where T : PanelObject
    {
        var found = await OnceAsync(noun.Title, reference.ToString(), () => ReadAsync(noun, reference, cancel)).ConfigureAwait(false);
        if (reference.Id is null) Remember(noun, found, Task.FromResult(found));
        return found;
    }

    // A record that was read by its key is often needed again by its ID.
    private void Remember<T>(PanelNoun<T> noun, T value, Task<T> known) where T : PanelObject
        => _known.TryAdd((noun.Title, value.Id.ToString(Invariant)), new Lazy<Task>(known));

    /// <summary>Reads the current state of a record by its natural key or ID.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="reference">The record to find.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record.</returns>
    /// <exception cref="PanelException">No record or more than one record matches.</exception>
    public async Task<T> ReadAsync<T>(PanelNoun<T> noun, Reference<T> reference, CancellationToken cancel) where T : PanelObject
    {
        var table = Table(noun);
        if (reference.Id is { } id && await table.GetAsync(id, cancel).ConfigureAwait(false) is { } one) return one;
        if (reference.Key is { } key)
        {
            var found = await table.GetByNameAsync(key, cancel).ConfigureAwait(false);
            if (found.Count == 1) return found[0];
            if (found.Count > 1)
                throw new PanelException(FaultKind.Refused, noun.Functions + "_get", $"{Excerpt.Of(key)} matches {found.Count} {noun.Title} records on the panel (IDs {string.Join(", ", found.Select(f => f.Id))}). Specify the ID of one of them.");
        }

        throw PanelException.NotFound(noun.Functions + "_get", $"{noun.Title} {Excerpt.Of(reference.ToString())}");
    }

    /// <summary>Gets a client as an owner.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The client's ID and group.</returns>
    /// <exception cref="PanelException">The client was not found.</exception>
    public async Task<Owner> OwnerAsync(Reference<Client> client, CancellationToken cancel)
    {
        if (client.Id is 0) return Owner.Administrator;
        var id = client.Id ?? client.Value?.Id ?? (await FindAsync(ClientNoun.Instance, client, cancel).ConfigureAwait(false)).Id;
        return new Owner(id, await GroupOfAsync(id, cancel).ConfigureAwait(false));
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
        => groupId <= 1 ? Task.FromResult(Owner.Administrator) : Known<Owner>("group", groupId.ToString(Invariant)) ?? FirstOwnerOfGroupAsync(groupId, cancel);

    private Task<Owner> FirstOwnerOfGroupAsync(long groupId, CancellationToken cancel)
        => OnceAsync("group", groupId.ToString(Invariant), async () =>
        {
            var client = await connection.CallAsync(
                new PanelCall("client_get_by_groupid", writer => writer.WriteNumber("group_id", groupId)),
                (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? ClientNoun.Instance.Read(ref reader) : null,
                cancel).ConfigureAwait(false)
                ?? throw PanelException.NotFound("client_get_by_groupid", $"the client of group {groupId.ToString(Invariant)}, which owns the parent of this object,", "Move the parent to an existing client first with the -Client parameter of its Set- cmdlet.");
            client.ReadFrom = new PanelOrigin(connection);
            Remember(ClientNoun.Instance, client, Task.FromResult(client));
            return new Owner(client.Id, groupId);
        });

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
        var directory = new ServerDirectory(connection);
        foreach (var server in await ServersAsync(cancel).ConfigureAwait(false) ?? [])
            if (service == ServerService.None || (await directory.DescribeAsync(server, cancel).ConfigureAwait(false)).Does(service)) return server.Id;
        return 1;
    }

    // Null if the account may not read servers, which then cannot be checked.
    private Task<List<Server>?> ServersAsync(CancellationToken cancel) => OnceAsync("servers", "", async () =>
    {
        try { return (List<Server>?)await new ServerDirectory(connection).ListAsync(cancel).ConfigureAwait(false); }
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
        => OnceAsync("server", $"{serverId}/{section}", () => connection.CallAsync(
            new PanelCall("server_get", writer =>
            {
                writer.WriteNumber("server_id", serverId);
                writer.WriteString("section", section);
            }), PanelRow.Read, cancel));

    /// <summary>Reads one section of the panel's own configuration (system_config_get).</summary>
    /// <param name="section">The section: sites, mail, misc ...</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<Dictionary<string, string?>> SystemConfigAsync(string section, CancellationToken cancel)
        => OnceAsync("system", section, () => connection.CallAsync(new PanelCall("system_config_get", writer => writer.WriteString("section", section)), PanelRow.Read, cancel));

    /// <summary>Reads the panel's password rule.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public Task<PasswordRule> PasswordRuleAsync(CancellationToken cancel) => OnceAsync("password rule", "", () => PasswordRule.ReadAsync(connection, cancel));

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
        => _known.TryGetValue((kind, key), out var known) && known is { IsValueCreated: true, Value: Task<TValue> { IsCompletedSuccessfully: true } ended } ? ended : null;

    private async Task<TValue> FirstAsync<TValue>((string Kind, string Key) name, Func<Task<TValue>> read)
    {
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
        => OnceAsync("group of client", clientId.ToString(Invariant), async () =>
        {
            var group = await connection.CallAsync(
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
