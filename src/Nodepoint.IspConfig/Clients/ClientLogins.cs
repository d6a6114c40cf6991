using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>The result of a login test (client_login_get).</summary>
/// <param name="Username">The tested user name or email address.</param>
/// <param name="IsValid">Whether the panel accepts the user name and password.</param>
/// <param name="ClientId">The client's ID; 0 for none and for the administrator.</param>
/// <param name="Type">The type of account, user or admin; empty if the login is not valid.</param>
/// <param name="Language">The language of the panel for this account, as a two-letter code.</param>
[TableView("Username:30 IsValid:7 ClientId:8> Type:8 Language")]
public sealed record ClientLogin(string Username, bool IsValid, long ClientId, string Type, string Language);

/// <summary>Tests and changes the logins of a panel's clients.</summary>
/// <param name="connection">The panel.</param>
public sealed class ClientLogins(PanelConnection connection)
{
    /// <summary>Tests a login.</summary>
    /// <param name="username">The user name or the email address.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PanelException">The panel refuses for a reason other than the login, or cannot be reached.</exception>
    public async Task<ClientLogin> TryAsync(string username, SecureString password, CancellationToken cancel)
    {
        var failed = new ClientLogin(username, false, 0, "", "");
        try
        {
            var row = await connection.CallAsync(
                new PanelCall("client_login_get", writer =>
                {
                    writer.WriteString("username", username);
                    writer.WriteString("password", SecretText.Reveal(password));
                }),
                PanelRow.Read, cancel).ConfigureAwait(false);
            // A wrong password returns null for an email address, but an error for a user name.
            return row.Count == 0 ? failed : new ClientLogin(username, true, row.Number("client_id"), row.Text("type"), row.Text("language"));
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.LoginFailed && problem.Function == "client_login_get")
        {
            return failed;
        }
    }

    /// <summary>Changes only the password of a client (client_change_password).</summary>
    /// <param name="client">The client.</param>
    /// <param name="password">The password. The panel does not check it, so the caller must.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the password is set.</returns>
    /// <exception cref="PanelException">The client has no login, or the panel refuses or cannot be reached.</exception>
    public Task ChangePasswordAsync(Client client, SecureString password, CancellationToken cancel)
        => connection.CallAsync(
            new PanelCall("client_change_password", writer =>
            {
                writer.WriteNumber("client_id", client.Id);
                writer.WriteString("new_password", SecretText.Reveal(password));
            }),
            static (ref Utf8JsonReader _) => true, cancel);
}
