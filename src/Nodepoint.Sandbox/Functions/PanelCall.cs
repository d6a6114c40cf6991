using System.Net;
using System.Text;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>One call of a function, and the state of the panel during the call.</summary>
internal sealed class PanelCall(PanelState state, PhpArray parameters, IPAddress caller)
{
    public PanelState State { get; } = state;

    public Tables Tables => State.Tables;

    public Database Database => State.Database;

    public Datalog Datalog => new(Database, Tables, Profile.UserName);

    public PanelConfig Config => State.Config;

    public IPAddress Caller { get; } = caller;

    /// <summary>The user ID if the session is that of a client rather than of a remote user.</summary>
    public long? LoggedInUser { get; set; }

    public UserProfile Profile { get; set; } = UserProfile.Administrator;

    /// <summary>The errors that the checks of the forms found. Within a call, only an invalid ID clears them.</summary>
    public StringBuilder Errors { get; } = new();

    public PasswordWork Passwords { get; } = new();

    /// <summary>The ID requested by _primary_id, which every record added by this call gets.</summary>
    public long IdOverride { get; set; }

    public object? this[string parameter] => parameters.Value(parameter);

    public string Text(string parameter) => Loose.Text(this[parameter]);

    public Records Records => new(this);

    /// <summary>Throws a fault if the session is not valid or does not have a permission.</summary>
    public void Require(string permission)
    {
        if (!State.Sessions.Allows(this, permission)) throw Wire.RemoteFault.NoPermission();
    }
}
