using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel;

/// <summary>A connection to a panel's remote API: one session, renewed when it is due, for any number of callers at once.</summary>
/// <remarks>Source of what the panel does: interface/lib/classes/remoting.inc.php and json_handler.inc.php of ISPConfig.</remarks>
public sealed class PanelConnection : IAsyncDisposable
{
    private static readonly TimeSpan LogoutTimeout = TimeSpan.FromSeconds(5);

    private readonly PanelOptions _options;
    private readonly PanelTransport _transport;
    private readonly SessionKeeper _sessions;
    private readonly PanelExchange _exchange;
    private readonly Retries _retries;
    private Action<TimeSpan, bool>? _observers;

    private PanelConnection(PanelOptions options, Uri endpoint)
    {
        _options = options;
        Uri = endpoint;
        Name = string.IsNullOrWhiteSpace(options.Name) ? endpoint.Host : options.Name;
        UserName = options.Credential.UserName;
        ThrottleLimit = options.ThrottleLimit;
        _transport = new PanelTransport(endpoint, options);
        _sessions = new SessionKeeper(LoginAsync, options.Time);
        _exchange = new PanelExchange(_transport, _sessions, id => new Caller(UserName, options.Credential.Password, id, options.ClientLogin));
        _retries = new Retries(options.Time);
    }

    /// <summary>What the connection is called.</summary>
    public string Name { get; }

    /// <summary>The address calls are sent to.</summary>
    public Uri Uri { get; }

    /// <summary>The account.</summary>
    public string UserName { get; }

    /// <summary>How many requests callers should have under way at once.</summary>
    public int ThrottleLimit { get; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The clock it goes by.</summary>
    public TimeProvider Time => _options.Time;

    /// <summary>Whether calls can be made: it was not closed and the account was not refused since.</summary>
    public bool IsOpen => _sessions.IsOpen;

    /// <summary>The pinned SHA-256 fingerprint in upper-case hex, or null.</summary>
    public string? CertificatePin => _transport.CertificatePin;

    /// <summary>Connects and logs in at once, so that a wrong password shows here.</summary>
    /// <param name="options">Where and who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    /// <exception cref="PanelException">The panel cannot be reached or refuses.</exception>
    public static async Task<PanelConnection> OpenAsync(PanelOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Uri endpoint = OptionsCheck.Endpoint(options);
        var connection = new PanelConnection(options, endpoint);
        try
        {
            if (options.SkipCertificateCheck)
                options.Warning?.Invoke($"The certificate of the panel at {endpoint.GetLeftPart(UriPartial.Authority)} is not checked: anyone between here and there can read the password. Pin the certificate instead.");
            await connection._sessions.GetAsync("login", cancellationToken).ConfigureAwait(false);
            connection.OpenedAt = options.Time.GetUtcNow();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Calls a function and reads its answer.</summary>
    /// <typeparam name="T">What is made of the answer.</typeparam>
    /// <param name="call">The call. If it only reads it is repeated when it comes to nothing; if it writes, only when it surely has not happened.</param>
    /// <param name="read">Makes something of the answer.</param>
    /// <param name="cancellationToken">Gives up at once; a write that was sent may have happened.</param>
    /// <exception cref="PanelException">It did not come off, or it is not known whether it did.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<T> CallAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(read);
        return AttemptAsync(
            static (state, token) => state.connection.CallOnceAsync(state.call, state.read, token), (connection: this, call, read), cancellationToken);
    }

    /// <summary>Calls a function with arguments as they come from a user and gives its answer as JSON.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="arguments">Its named parameters without <c>session_id</c>: texts, numbers, truth values (as JSON has them),
    /// times (as <c>2026-01-31 12:00:00</c>), nulls, and dictionaries and lists of these.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">An argument cannot be sent.</exception>
    /// <exception cref="PanelException">It did not come off, or it is not known whether it did.</exception>
    public Task<JsonElement> CallAsync(string function, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken = default) =>
        CallAsync(ClrValues.Call(function, arguments), static (ref Utf8JsonReader response) => JsonElement.ParseValue(ref response), cancellationToken);

    /// <summary>Like <see cref="CallAsync(string, IReadOnlyDictionary{string, object?}, CancellationToken)"/>, but gives the whole reply
    /// as the panel sent it. Where the session's id or the password stands in it, stars are put. A fault is thrown as ever.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="arguments">Its named parameters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<string> CallRawAsync(string function, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken = default)
    {
        PanelCall call = ClrValues.Call(function, arguments);
        return AttemptAsync(
            static async (state, token) =>
            {
                using Reply reply = await state.connection._exchange.CallAsync(state.call, token).ConfigureAwait(false);
                return Redaction.Mask(Encoding.UTF8.GetString(reply.Bytes), reply.SessionId, state.connection._options.Credential.Password);
            },
            (connection: this, call), cancellationToken);
    }

    /// <summary>Calls a function whose answer is rows and gives them one by one while they come in; the answer is never held as a whole.</summary>
    /// <typeparam name="T">What is made of a row.</typeparam>
    /// <param name="call">The call. It is repeated only as long as no row has come.</param>
    /// <param name="readRow">Makes something of one row. The answer may be a list of rows, an object keyed by ids whose values are rows,
    /// or a single row; false, null, an empty text and 0 are no rows.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <exception cref="PanelException">It did not come off; rows given before hold.</exception>
    public async IAsyncEnumerable<T> StreamAsync<T>(PanelCall call, PanelReplyReader<T> readRow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(readRow);
        cancellationToken.ThrowIfCancellationRequested();
        await using RowStream rows = await OpenRowsAsync(call, cancellationToken).ConfigureAwait(false);
        while (await rows.NextAsync().ConfigureAwait(false))
            yield return rows.Read(readRow);
    }

    /// <summary>Calls a function whose answer is rows and gives all of them at once: unlike <see cref="StreamAsync"/> it is repeated as well when the answer breaks off among the rows.</summary>
    /// <typeparam name="T">What is made of a row.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="readRow">Makes something of one row.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="PanelException">It did not come off.</exception>
    public Task<List<T>> ListAsync<T>(PanelCall call, PanelReplyReader<T> readRow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(readRow);
        return AttemptAsync(
            static (state, token) => state.connection.ListOnceAsync(state.call, state.readRow, token), (connection: this, call, readRow), cancellationToken);
    }

    /// <summary>Tells how long each answer takes from now on and whether the panel broke down over the call: no answer, a 5xx, an answer cut off.</summary>
    /// <param name="observer">Is told, on the thread that waited for the answer; it must not throw.</param>
    /// <returns>Ends the telling when it is disposed of.</returns>
    public IDisposable Observe(Action<TimeSpan, bool> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_transport) _observers += observer;
        return new Observation(this, observer);
    }

    /// <summary>Logs out, waiting a few seconds at most, and closes. Calls made afterwards fail; those under way are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        PanelSession? session = _sessions.End();
        if (session is { IsDead: false }) await LogoutAsync(session).ConfigureAwait(false);
        _transport.Dispose();
        _sessions.Dispose();
    }

    /// <summary>The name and the address.</summary>
    public override string ToString() => $"{Name} ({Uri.GetLeftPart(UriPartial.Authority)})";

    private async Task LogoutAsync(PanelSession session)
    {
        try
        {
            using var deadline = new Deadline(LogoutTimeout, TimeProvider.System, CancellationToken.None);
            using HttpResponseMessage? reply = await _transport.SendAsync(new PanelCall("logout"), session.Pass(), deadline, CancellationToken.None).ConfigureAwait(false);
            if (reply is not null) await reply.Content.CopyToAsync(Stream.Null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is PanelException or OperationCanceledException or HttpRequestException or IOException)
        {
            // The panel ends the session by itself in at most half an hour.
        }
    }

    private async Task<string> LoginAsync(CancellationToken cancellationToken)
    {
        var call = new PanelCall("login", writer =>
        {
            writer.WriteString("username"u8, _options.Credential.UserName);
            writer.WriteString("password"u8, _options.Credential.Password);
            // Any text, "false" included, would make it a client's login.
            if (_options.ClientLogin) writer.WriteBoolean("client_login"u8, true);
        });
        return await _retries.RunAsync(
            static async (state, token) =>
            {
                using Reply reply = (await state.connection._exchange.SendAsync(state.call, null, token).ConfigureAwait(false))!;
                return reply.Read(state.call, ReadSessionId);
            },
            (connection: this, call), cancellationToken).ConfigureAwait(false);
    }

    private Task<RowStream> OpenRowsAsync(PanelCall call, CancellationToken cancellationToken)
    {
        return AttemptAsync(
            static (state, token) => state.connection._exchange.OpenRowsAsync(state.call, token), (connection: this, call), cancellationToken);
    }

    private async ValueTask<List<T>> ListOnceAsync<T>(PanelCall call, PanelReplyReader<T> readRow, CancellationToken cancellationToken)
    {
        await using RowStream rows = await _exchange.OpenRowsAsync(call, cancellationToken).ConfigureAwait(false);
        var found = new List<T>();
        while (await rows.NextAsync().ConfigureAwait(false)) found.Add(rows.Read(readRow));
        return found;
    }

    // Attempts that may be repeated; of a function that the panel lacks, its version is told.
    private async Task<T> AttemptAsync<T, TState>(Func<TState, CancellationToken, ValueTask<T>> attempt, TState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _retries.RunAsync(attempt, state, cancellationToken).ConfigureAwait(false);
        }
        catch (PanelException fault) when (fault.Kind is FaultKind.UnknownFunction)
        {
            throw await WithVersionAsync(fault, cancellationToken).ConfigureAwait(false);
        }
    }

    // Which version lacks a function is what a user has to know about it.
    private async Task<PanelException> WithVersionAsync(PanelException fault, CancellationToken cancellationToken)
    {
        string version;
        try
        {
            version = await CallOnceAsync(
                new PanelCall("server_get_app_version", writer => writer.WriteNumber("server_id"u8, 0)),
                static (ref Utf8JsonReader response) => JsonElement.ParseValue(ref response) is { ValueKind: JsonValueKind.Object } reply && reply.TryGetProperty("ispc_app_version", out JsonElement found) ? found.ToString() : "",
                cancellationToken).ConfigureAwait(false);
        }
        catch (PanelException)
        {
            version = "";
        }

        string which = version.Length > 0 ? $"The panel (ISPConfig {version})" : "The panel, which does not tell its version,";
        return new PanelException(FaultKind.UnknownFunction, fault.Function, $"{which} does not have the function {fault.Function}: its version is older or newer, or the module it belongs to is not installed.");
    }

    private ValueTask<T> CallOnceAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken) =>
        Volatile.Read(ref _observers) is { } observers ? CallObservedAsync(call, read, observers, cancellationToken) : CallUnobservedAsync(call, read, cancellationToken);

    private async ValueTask<T> CallUnobservedAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken)
    {
        using Reply reply = await _exchange.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return reply.Read(call, read);
    }

    private async ValueTask<T> CallObservedAsync<T>(PanelCall call, PanelReplyReader<T> read, Action<TimeSpan, bool> observers, CancellationToken cancellationToken)
    {
        long begun = Time.GetTimestamp();
        bool troubled = false;
        try
        {
            return await CallUnobservedAsync(call, read, cancellationToken).ConfigureAwait(false);
        }
        catch (PanelException fault) when (fault.Kind is FaultKind.Unreachable or FaultKind.OutcomeUnknown or FaultKind.BadReply)
        {
            troubled = true;
            throw;
        }
        finally
        {
            observers(Time.GetElapsedTime(begun), troubled);
        }
    }

    private static string ReadSessionId(ref Utf8JsonReader response) =>
        response.TokenType == JsonTokenType.String && response.GetString() is { Length: > 0 } id ? id : throw new FormatException();

    private sealed class Observation(PanelConnection connection, Action<TimeSpan, bool> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (connection._transport) connection._observers -= observer;
        }
    }
}
