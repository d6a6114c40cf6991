using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>Whether a login of the panel works, and whose it is (client_login_get).</summary>
/// <param name="Username">The user name or mail address that was tried.</param>
/// <param name="IsValid">Whether the panel takes name and password.</param>
/// <param name="ClientId">The client's number; 0 for none and for the administrator.</param>
/// <param name="Type">user or admin; empty where the login does not work.</param>
/// <param name="Language">The language of its panel, two letters.</param>
[TableView("Username:30 IsValid:7 ClientId:8> Type:8 Language")]
public sealed record ClientLogin(string Username, bool IsValid, long ClientId, string Type, string Language);

/// <summary>The logins of the clients of one panel.</summary>
/// <param name="connection">The panel.</param>
public sealed class ClientLogins(PanelConnection connection)
{
    /// <summary>Tries a login.</summary>
    /// <param name="username">The user name or the mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Whether it works.</returns>
    /// <exception cref="PanelException">The panel refuses for another reason than the login, or cannot be reached.</exception>
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
            // For a mail address a wrong password answers null, for a user name it is an error.
            return row.Count == 0 ? failed : new ClientLogin(username, true, row.Number("client_id"), row.Text("type"), row.Text("language"));
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.LoginFailed && problem.Function == "client_login_get")
        {
            return failed;
        }
    }

    /// <summary>Gives a client a new password (client_change_password), which leaves all else of it alone.</summary>
    /// <param name="client">The client.</param>
    /// <param name="password">The password; the panel itself takes any, so it has to be checked before.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is set.</returns>
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
