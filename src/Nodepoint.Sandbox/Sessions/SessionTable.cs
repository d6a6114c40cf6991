using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>The sessions, and the failures of each address, which can lock it out.</summary>
internal sealed class SessionTable
{
    private const int Lifetime = 1800, FailuresAllowed = 10, FailuresRemembered = 300;

    private readonly Database database;
    private long failures;

    public SessionTable(Database database)
    {
        this.database = database;
        database.Run($"CREATE TABLE IF NOT EXISTS sandbox_session (id TEXT COLLATE {Database.Collation} PRIMARY KEY, user_id INTEGER, functions TEXT, client_login INTEGER, ends INTEGER, address TEXT) WITHOUT ROWID");
        database.Run("CREATE INDEX IF NOT EXISTS sandbox_session_ends ON sandbox_session (ends)");
        database.Run("CREATE TABLE IF NOT EXISTS sandbox_failure (address TEXT PRIMARY KEY, times INTEGER, last INTEGER) WITHOUT ROWID");
    }

    /// <summary>The number of failures that counted towards a lockout since the start or the last reset.</summary>
    public long Failures => Interlocked.Read(ref failures);

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public void Clear()
    {
        CloseAll();
        database.Run("DELETE FROM sandbox_failure");
        Interlocked.Exchange(ref failures, 0);
    }

    /// <summary>Ends all sessions; the counts of failures stay.</summary>
    public void CloseAll() => database.Run("DELETE FROM sandbox_session");

    public string Open(long userId, string functions, bool isClient, IPAddress address)
    {
        var id = (char)('a' + RandomNumberGenerator.GetInt32(26)) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        database.Run("INSERT INTO sandbox_session VALUES (?, ?, ?, ?, ?, ?)", id, userId, functions, isClient, Now + Lifetime, address.ToString());
        database.Run("DELETE FROM sandbox_failure WHERE address = ?", address.ToString());
        return id;
    }

    public void DeleteEnded() => database.Run("DELETE FROM sandbox_session WHERE ends < ?", Now);

    public void Close(string id) => database.Run("DELETE FROM sandbox_session WHERE id = ?", id);

    public bool IsLockedOut(string address, int allowed = FailuresAllowed, int remembered = FailuresRemembered) => FailuresOf(address, remembered) >= allowed;

    public void NoteFailure(string address, int remembered = FailuresRemembered)
    {
        Interlocked.Increment(ref failures);
        database.Run(
            "INSERT INTO sandbox_failure VALUES (?1, 1, ?2) ON CONFLICT (address) DO UPDATE SET times = CASE WHEN last > ?3 THEN times + 1 ELSE 1 END, last = ?2",
            address, Now, Now - remembered);
    }

    /// <summary>Whether the session of a call may use a function. Throws a fault when the session is not valid.</summary>
    public bool Allows(PanelCall call, string permission)
    {
        var id = call["session_id"];
        if (Loose.IsEmpty(id)) throw new RemoteFault("The SessionID is empty.");
        if (id is not string text) throw new RemoteFault("Wrong SessionID datatype.");
        var address = call.Caller.ToString();
        if (IsLockedOut(address)) throw new RemoteFault("The Session failure limit has been reached.");
        var session = database.One("SELECT * FROM sandbox_session WHERE id = ? AND ends >= ?", text, Now);
        if (session is null)
        {
            NoteFailure(address);
            throw new RemoteFault("The Session is expired or does not exist.");
        }
        if (session["address"] != address) throw new RemoteFault("Session IP mismatch.");
        if (session["client_login"] != "1") return Includes(session["functions"]!, permission);
        // A client may call every function, but sees only its own records.
        call.LoggedInUser = session.Number("user_id");
        call.Profile = UserProfile.Of(call.Tables, null, call.LoggedInUser);
        return true;
    }

    private int FailuresOf(string address, int remembered) =>
        (int)(database.One("SELECT times FROM sandbox_failure WHERE address = ? AND last > ?", address, Now - remembered)?.Number("times") ?? 0);

    private static bool Includes(string functions, string permission)
    {
        foreach (var range in functions.AsSpan().SplitAny(',', ';'))
            if (functions.AsSpan(range).SequenceEqual(permission)) return true;
        return false;
    }
}
