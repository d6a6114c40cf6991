using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>Who owns a row of the panel's database and who may do what with it.</summary>
/// <param name="UserId">The number of the owning panel user (sys_userid); null leaves it.</param>
/// <param name="GroupId">The number of the owning group (sys_groupid); null leaves it.</param>
/// <param name="OfUser">What the user may do: letters of r, i, u, d; null leaves it.</param>
/// <param name="OfGroup">What the group may do: letters of r, i, u, d; null leaves it.</param>
public sealed record RecordPermission(long? UserId, long? GroupId, string? OfUser, string? OfGroup);

/// <summary>The permissions on rows of one panel's database.</summary>
/// <param name="connection">The panel.</param>
public sealed class RecordPermissions(PanelConnection connection)
{
    /// <summary>The numbers of the panel user and the group of a client (client_get_by_username).</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The user's and the group's number.</returns>
    /// <exception cref="PanelException">The client has no login, or the panel refuses or cannot be reached.</exception>
    public async Task<(long UserId, long GroupId)> OfClientAsync(Client client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        var user = await connection.CallAsync(new PanelCall("client_get_by_username", writer => writer.WriteString("username", client.Username)), PanelRow.Read, cancel).ConfigureAwait(false);
        return (user.Number("userid"), user.Number("default_group"));
    }

    /// <summary>Sets the owner and the permissions of a row (update_record_permissions).</summary>
    /// <param name="table">The table of the panel's database.</param>
    /// <param name="idColumn">The column of the row's number.</param>
    /// <param name="id">The row's number; from 1. The panel says nothing of a row that is not there.</param>
    /// <param name="permission">What is to be set.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is set.</returns>
    /// <exception cref="FormatException">Permissions other than letters of r, i, u, d, each once.</exception>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task SetAsync(string table, string idColumn, long id, RecordPermission permission, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(permission);
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        foreach (var letters in new[] { permission.OfUser, permission.OfGroup })
            if (letters is not null && (letters.Distinct().Count() != letters.Length || letters.Any(letter => !"riud".Contains(letter, StringComparison.Ordinal))))
                throw new FormatException("Permissions are the letters r (read), i (insert), u (update) and d (delete), each at most once, such as riud.");
        return connection.CallAsync(
            new PanelCall("update_record_permissions", writer =>
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
            }),
            static (ref Utf8JsonReader _) => true, cancel);
    }
}
