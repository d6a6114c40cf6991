using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The owner and the permissions of a row of the panel's database.</summary>
/// <param name="UserId">The ID of the owning panel user (sys_userid); null to keep it.</param>
/// <param name="GroupId">The ID of the owning group (sys_groupid); null to keep it.</param>
/// <param name="OfUser">The user's permissions, from the letters r, i, u, d; null to keep them.</param>
/// <param name="OfGroup">The group's permissions, from the letters r, i, u, d; null to keep them.</param>
public sealed record RecordPermission(long? UserId, long? GroupId, string? OfUser, string? OfGroup);

/// <summary>The permissions on rows of a panel's database.</summary>
/// <param name="connection">The panel.</param>
public sealed class RecordPermissions(PanelConnection connection)
{
    /// <summary>Gets the IDs of the panel user and the group of a client (client_get_by_username).</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The IDs of the user and the group.</returns>
    /// <exception cref="PanelException">The client has no login, or the panel refuses or cannot be reached.</exception>
    public async Task<(long UserId, long GroupId)> OfClientAsync(Client client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var user = await connection.CallAsync(new PanelCall("client_get_by_username", writer => writer.WriteString("username", client.Username)), PanelRow.Read, cancel).ConfigureAwait(false);
        return (user.Number("userid"), user.Number("default_group"));
    }

    /// <summary>Sets the owner and the permissions of a row (update_record_permissions).</summary>
    /// <param name="table">The table of the panel's database.</param>
    /// <param name="idColumn">The column of the row's ID.</param>
    /// <param name="id">The row's ID, from 1. The panel does not report an error for a row that does not exist.</param>
    /// <param name="permission">The permissions to set.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the permissions are set.</returns>
    /// <exception cref="RuleException">The permissions contain other letters than r, i, u, d, or a letter twice.</exception>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task SetAsync(string table, string idColumn, long id, RecordPermission permission, CancellationToken cancel)
        => connection.CallAsync(SetCall(table, idColumn, id, permission), static (ref Utf8JsonReader _) => true, cancel);

    /// <summary>Reads the owner and the permissions of a row, if there is a function that reads its table.</summary>
    /// <param name="table">The table of the panel's database.</param>
    /// <param name="id">The row's ID.</param>
    /// <param name="preview">What a preview would have changed; null for nothing.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The owner and the permissions, and whether the row exists; null if that is not known.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    internal async Task<(RecordPermission? Current, bool? Exists)> ReadAsync(string table, long id, PreviewTables? preview, CancellationToken cancel)
    {
        var noun = PanelNouns.All.FirstOrDefault(known => known.Table == table);
        var (function, parameter) = table == "dns_rr" ? ("dns_a_get", "primary_id") : (noun is null ? "" : noun.Functions + "_get", noun?.ReadParameter ?? "");
        if (function.Length == 0) return (null, null);
        var row = await connection.CallAsync(new PanelCall(function, writer => writer.WriteNumber(parameter, id)), PanelRow.Read, cancel).ConfigureAwait(false);
        if (row.Count == 0) return (null, false);
        foreach (var (column, value) in preview?.Find(table, id)?.Values ?? new Dictionary<string, JsonElement>()) row[column] = value.ToString();
        // Some functions do not return these columns.
        return (row.ContainsKey("sys_groupid") ? new RecordPermission(row.Number("sys_userid"), row.Number("sys_groupid"), row.Text("sys_perm_user"), row.Text("sys_perm_group")) : null, true);
    }

    /// <summary>Creates the call that sets the owner and the permissions of a row.</summary>
    internal static PanelCall SetCall(string table, string idColumn, long id, RecordPermission permission)
    {
        ArgumentNullException.ThrowIfNull(permission);
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        foreach (var letters in new[] { permission.OfUser, permission.OfGroup })
            if (letters is not null && (letters.Distinct().Count() != letters.Length || letters.Any(letter => !"riud".Contains(letter, StringComparison.Ordinal))))
                throw new RuleException(Rule.InvalidPermissions, $"'{letters}' is not a valid set of permissions. Use the letters r (read), i (insert), u (update) and d (delete), each at most once, such as riud.");
        var values = new Dictionary<string, string>();
        if (permission.UserId is { } owner) values["sys_userid"] = owner.ToString(CultureInfo.InvariantCulture);
        if (permission.GroupId is { } owningGroup) values["sys_groupid"] = owningGroup.ToString(CultureInfo.InvariantCulture);
        if (permission.OfUser is { } ofUserLetters) values["sys_perm_user"] = ofUserLetters;
        if (permission.OfGroup is { } ofGroupLetters) values["sys_perm_group"] = ofGroupLetters;
        return new PanelCall("update_record_permissions", writer =>
            {
                writer.WriteString("tablename", table);
                writer.WriteString("index_field", idColumn);
                writer.WriteNumber("index_value", id);
                writer.WriteStartObject("permissions");
                if (permission.UserId is { } user) writer.WriteNumber("sys_userid", user);
                if (permission.GroupId is { } group) writer.WriteNumber("sys_groupid", group);
                if (permission.OfUser is { } ofUser) writer.WriteString("sys_perm_user", ofUser);
                if (permission.OfGroup is { } ofGroup) writer.WriteString("sys_perm_group", ofGroup);
                writer.WriteEndObject();
            }) { Row = new RowWrite(table, idColumn, id) { Values = values } };
    }
}
