using System.Net;
using System.Text;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>One call of a function and what the panel keeps in its head while it runs.</summary>
internal sealed class PanelCall(PanelState state, PhpArray parameters, IPAddress caller)
{
    public PanelState State { get; } = state;

    public Tables Tables => State.Tables;

    public Database Database => State.Database;

    public Datalog Datalog => new(Database, Tables, Profile.UserName);

    public PanelConfig Config => State.Config;

    public IPAddress Caller { get; } = caller;

    /// <summary>Set when a client logged in, instead of an account of the remote API.</summary>
    public long? LoggedInUser { get; set; }

    public UserProfile Profile { get; set; } = UserProfile.Administrator;

    /// <summary>What the checks of the forms found so far; within a call nothing but an id that is none empties it.</summary>
    public StringBuilder Errors { get; } = new();

    public PasswordWork Passwords { get; } = new();

    /// <summary>An id asked for by _primary_id; every record added by this call gets it.</summary>
    public long IdOverride { get; set; }

    public object? this[string parameter] => parameters.Value(parameter);

    public string Text(string parameter) => Loose.Text(this[parameter]);

    public Records Records => new(this);

    /// <summary>Answers the fault of a missing session or permission, if that is what the caller lacks.</summary>
    public void Require(string permission)
    {
        if (!State.Sessions.Allows(this, permission)) throw Wire.RemoteFault.NoPermission();
    }
}
