using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;
using System.Net;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>login and logout.</summary>
internal static class LoginFunctions
{
    private const string Wrong = "The login failed. Username or password wrong.";

    public static object? Login(PanelCall call)
    {
        if (call.Config.SystemValue("misc", "maintenance_mode") == "y" && !IsExcluded(call))
            throw new RemoteFault("This ISPConfig installation is currently under maintenance. We should be back shortly. Thank you for your patience.");
        if (Loose.IsEmpty(call["username"])) throw new RemoteFault("The login username is empty.");
        if (Loose.IsEmpty(call["password"])) throw new RemoteFault("The login password is empty.");
        var sessions = call.State.Sessions;
        sessions.DeleteEnded();
        if (sessions.IsLockedOut(call.Caller.ToString())) throw new RemoteFault("The login failure limit has been reached.");
        return Loose.IsTrue(call["client_login"]) ? LoginClient(call) : LoginAccount(call);
    }

    /// <summary>The hash that the password of a login will be compared with, or null.</summary>
    public static string? StoredHash(PanelCall call) => Loose.IsTrue(call["client_login"])
        ? call.Tables.First("sys_user", "username", call.Text("username"))?["passwort"]
        : call.Tables.First("remote_user", "remote_username", call.Text("username"))?["remote_password"];

    public static object? Logout(PanelCall call)
    {
        if (Loose.IsEmpty(call["session_id"])) throw new RemoteFault("The SessionID is empty.");
        call.State.Sessions.Close(call.Text("session_id"));
        return true;
    }

    private static string LoginAccount(PanelCall call)
    {
        var account = call.Tables.First("remote_user", "remote_username", call.Text("username"));
        if (account is null || !call.Passwords.Verify(call["password"], account["remote_password"]!))
        {
            call.State.Sessions.NoteFailure(call.Caller.ToString());
            throw new RemoteFault(Wrong);
        }
        if (!MayComeFrom(account, call.Caller)) throw new RemoteFault($"The login is not allowed from {call.Caller}");
        return call.State.Sessions.Open(account.Number("remote_userid"), account["remote_functions"] ?? "", isClient: false, call.Caller);
    }

    private static string LoginClient(PanelCall call)
    {
        var user = call.Tables.First("sys_user", "username", call.Text("username"));
        if (user is null)
        {
            call.State.Sessions.NoteFailure(call.Caller.ToString());
            throw new RemoteFault(Wrong);
        }
        // A wrong password of a client does not count as a failure; an unknown name does.
        if (!call.Passwords.Verify(call["password"], user["passwort"]!)) throw new RemoteFault(Wrong);
        if (user["active"] != "1") throw new RemoteFault("The login failed. User is blocked.");
        var group = call.Tables.ById("sys_group", user.Number("default_group"));
        var client = group is null ? null : call.Tables.ById("client", group.Number("client_id"));
        if (client?["can_use_api"] != "y") throw new RemoteFault("The login failed. Client may not use api.");
        return call.State.Sessions.Open(user.Number("userid"), "", isClient: true, call.Caller);
    }

    private static bool MayComeFrom(Row account, IPAddress caller)
    {
        if (IPAddress.IsLoopback(caller)) return true;
        if (account["remote_access"] != "y") return false;
        var allowed = account["remote_ips"] ?? "";
        return allowed.Trim().Length == 0
            || allowed.Split(',').Any(a => IPAddress.TryParse(a.Trim(), out var address) && address.Equals(caller));
    }

    private static bool IsExcluded(PanelCall call) =>
        (call.Config.SystemValue("misc", "maintenance_mode_exclude_ips") ?? "").Split(',').Any(a => a.Trim() == call.Caller.ToString());
}
