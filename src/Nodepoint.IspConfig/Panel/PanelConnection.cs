using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Nodepoint.IspConfig.Panel.Changes;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel;

/// <summary>A connection to a panel's remote API: one session, renewed before it expires, for any number of concurrent callers.</summary>
/// <remarks>Source of the panel's behavior: interface/lib/classes/remoting.inc.php and json_handler.inc.php of ISPConfig.</remarks>
public sealed class PanelConnection : IAsyncDisposable
{
    private static readonly TimeSpan LogoutTimeout = TimeSpan.FromSeconds(5);

    private readonly PanelOptions _options;
    private readonly PanelTransport _transport;
    private readonly SessionKeeper _sessions;
    private readonly PanelExchange _exchange;
    private readonly IRetryPolicy _retries;
    private Action<string, TimeSpan, bool>? _observers;
    private ISessionGuard? _guard;
    private long _writes;

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
        _retries = TransportAssembly.Factory<ITransportFactory>().CreateRetryPolicy(options.Time);
    }

    /// <summary>The name of the connection.</summary>
    public string Name { get; }

    /// <summary>The address requests are sent to.</summary>
    public Uri Uri { get; }

    /// <summary>The user name of the account.</summary>
    public string UserName { get; }

    /// <summary>The maximum number of requests callers should have in flight at once.</summary>
    public int ThrottleLimit { get; }

    /// <summary>Whether calls that change something are refused before they are sent.</summary>
    public bool IsReadOnly => _options.ReadOnly;

    /// <summary>Whether a client is logged in instead of a remote user.</summary>
    public bool IsClientLogin => _options.ClientLogin;

    /// <summary>The client that is logged in; null for a remote user.</summary>
    internal LoggedInClient? LoggedInClient => _guard?.Client;

    /// <summary>Gets to know each change of the connection; null for nobody.</summary>
    internal IChangeObserver? Changes => _options.Changes;

    /// <summary>The columns of the panel's tables, as far as rows of them were read.</summary>
    internal KnownColumns Columns { get; } = new();

    /// <summary>How many writes were sent, for what was read before them.</summary>
    internal long WriteCount => Interlocked.Read(ref _writes);

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The clock the connection uses.</summary>
    public TimeProvider Time => _options.Time;

    /// <summary>Whether calls can be made: the connection was not closed and the account was not refused.</summary>
    public bool IsOpen => _sessions.IsOpen;

    /// <summary>How far the panel's clock is ahead of this computer's, to a second; null if it is not known.</summary>
    public TimeSpan? ClockDifference => _transport.ClockDifference;

    /// <summary>How long the panel is going to refuse this computer's address, because of too many failures; null if it is not known to do so.</summary>
    public TimeSpan? LockedOutFor => _sessions.LockedOutFor;

    /// <summary>The pinned SHA-256 fingerprint in uppercase hex, or null.</summary>
    public string? CertificatePin => _transport.CertificatePin;

    /// <summary>Connects and logs in, so that a wrong password is reported immediately.</summary>
    /// <param name="options">The panel's address and the account.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PanelException">The options are not valid, or the panel cannot be reached or refuses the login.</exception>
    public static async Task<PanelConnection> OpenAsync(PanelOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Uri endpoint = OptionsCheck.Endpoint(options);
        var connection = new PanelConnection(options, endpoint);
        try
        {
            if (options.SkipCertificateCheck)
                options.Warning?.Invoke($"The certificate of the panel at {endpoint.GetLeftPart(UriPartial.Authority)} is not checked: anyone on the network path can read the password. Pin the certificate instead.");
            await connection._sessions.GetAsync("login", cancellationToken).ConfigureAwait(false);
            if (options.ClientLogin)
            {
                options.Warning?.Invoke($"'{connection.UserName}' is logged in as a client. The panel lets a client's session read and change far more than the client owns; this connection is limited to what belongs to the client.");
                connection._guard = await SessionGuards.OfClients(connection, cancellationToken).ConfigureAwait(false);
            }

            connection.OpenedAt = options.Time.GetUtcNow();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Calls a function and reads its response.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="call">The call. A read is retried when it fails; a write is retried only when it certainly was not carried out.</param>
    /// <param name="read">Reads the response.</param>
    /// <param name="cancellationToken">Cancels immediately; a write that was already sent may have been carried out.</param>
    /// <exception cref="PanelException">The call failed, or its outcome is unknown.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    public Task<T> CallAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(read);
        ThrowIfReadOnly(call);
        if (call.IsWrite) Interlocked.Increment(ref _writes);
        if (_options.Changes is { } observer && call.IsWrite) return CallReporter.RunAsync(observer, call, () => CallGuardedAsync(call, read, cancellationToken), cancellationToken);
        return CallGuardedAsync(call, read, cancellationToken);
    }

    private Task<T> CallGuardedAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken)
        => _guard is { } guard ? GuardedAsync(guard, call, () => CallUnguardedAsync(call, read, cancellationToken), cancellationToken) : CallUnguardedAsync(call, read, cancellationToken);

    /// <summary>Calls a function without looking at whose records it is about.</summary>
    internal Task<T> CallUnguardedAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken) => AttemptAsync(
        static (state, token) => state.connection.CallOnceAsync(state.call, state.read, token), (connection: this, call, read), cancellationToken);

    /// <summary>Calls a function with a user's arguments and returns its response as JSON.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="arguments">Its named parameters without <c>session_id</c>: strings, numbers, Booleans (as JSON values),
    /// times (as <c>2026-01-31 12:00:00</c>), nulls, and dictionaries and lists of these.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PanelException">An argument cannot be sent, the call failed, or its outcome is unknown.</exception>
    public async Task<JsonElement> CallAsync(string function, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken = default)
    {
        PanelCall call = ClrValues.Call(function, arguments);
        JsonElement response = await CallAsync(call, static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader), cancellationToken).ConfigureAwait(false);
        return _guard is { } guard ? guard.OwnPartOf(call, response) : response;
    }

    /// <summary>Like <see cref="CallAsync(string, IReadOnlyDictionary{string, object?}, CancellationToken)"/>, but returns the whole reply
    /// as the panel sent it, with the session ID and the password replaced by asterisks. Faults are thrown as usual.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="arguments">Its named parameters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<string> CallRawAsync(string function, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellationToken = default)
    {
        PanelCall call = ClrValues.Call(function, arguments);
        ThrowIfReadOnly(call);
        if (call.IsWrite) Interlocked.Increment(ref _writes);
        Func<Task<string>> send = () => AttemptAsync(
            static async (state, token) =>
            {
                using Reply reply = await state.connection._exchange.CallAsync(state.call, token).ConfigureAwait(false);
                if (state.connection._guard is { } guard)
                {
                    JsonElement response = reply.Read(state.call, static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader));
                    if (guard.OwnPartOf(state.call, response).GetRawText() != response.GetRawText())
                        throw new PanelException(FaultKind.NotOwn, state.call.Function, $"The panel returned records of somebody else to {state.call.Function} for client '{guard.Client.Username}'. Nothing of the response is shown. Call it without -Raw to get the client's own records.");
                }

                return Redaction.Mask(Encoding.UTF8.GetString(reply.Bytes), reply.SessionId, state.connection._options.Credential.Password);
            },
            (connection: this, call), cancellationToken);
        Func<Task<string>> guarded = () => _guard is { } guard ? GuardedAsync(guard, call, send, cancellationToken) : send();
        return _options.Changes is { } observer && call.IsWrite ? CallReporter.RunAsync(observer, call, guarded, cancellationToken) : guarded();
    }

    /// <summary>Calls a function that returns rows and streams them as they arrive; the response is never held in memory as a whole.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="call">The call. It is retried only until the first row has arrived.</param>
    /// <param name="readRow">Reads one row. The response may be a list of rows, an object keyed by IDs whose values are rows,
    /// or a single row; false, null, an empty string and 0 mean that there are no rows.</param>
    /// <param name="cancellationToken">Cancels immediately.</param>
    /// <exception cref="PanelException">The call failed; rows returned before are valid.</exception>
    public async IAsyncEnumerable<T> StreamAsync<T>(PanelCall call, PanelReplyReader<T> readRow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(readRow);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfReadOnly(call);
        if (_guard is { } guard) await guard.EnterAsync(call, cancellationToken).ConfigureAwait(false);
        await using RowStream rows = await OpenRowsAsync(call, cancellationToken).ConfigureAwait(false);
        while (await rows.NextAsync().ConfigureAwait(false))
            yield return rows.Read(readRow);
    }

    /// <summary>Calls a function that returns rows and returns all of them together: unlike <see cref="StreamAsync"/>, it is also retried when the response is cut off among the rows.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="readRow">Reads one row.</param>
    /// <param name="cancellationToken">Cancels immediately.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="PanelException">The call failed.</exception>
    public Task<List<T>> ListAsync<T>(PanelCall call, PanelReplyReader<T> readRow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(readRow);
        ThrowIfReadOnly(call);
        Func<Task<List<T>>> send = () => AttemptAsync(
            static (state, token) => state.connection.ListOnceAsync(state.call, state.readRow, token), (connection: this, call, readRow), cancellationToken);
        return _guard is { } guard ? GuardedAsync(guard, call, send, cancellationToken) : send();
    }

    /// <summary>Reports the function and response time of each following call, without the time to open a connection or a session, and whether it failed on the panel: no response, a 5xx status, a response cut off.</summary>
    /// <param name="observer">Gets the function, the response time (zero if nothing was sent), and whether the call failed. Called on the thread that waited for the response; it must not throw.</param>
    /// <returns>Ends the observation when disposed.</returns>
    public IDisposable Observe(Action<string, TimeSpan, bool> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_transport) _observers += observer;
        return new Observation(this, observer);
    }

    /// <summary>Reports that a call was carried out although its response was lost.</summary>
    internal void ReportDone(PanelCall call)
    {
        if (_options.Changes is { } observer) CallReporter.Report(observer, call, ObservedOutcome.Done, null);
    }

    /// <summary>Creates the error for what the panel would answer to a call that a preview does not send.</summary>
    /// <param name="function">The function.</param>
    /// <param name="message">The panel's message.</param>
    internal PanelException Refusal(string function, string message) => FaultReader.Read(function, "remote_fault", message, new Caller(UserName, null, null));

    /// <summary>Logs out, waiting a few seconds at most, and closes the connection. Later calls fail; calls in flight are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        PanelSession? session = _sessions.End();
        if (session is { IsEnded: false }) await LogoutAsync(session).ConfigureAwait(false);
        _transport.Dispose();
        _sessions.Dispose();
    }

    /// <summary>The name and the address.</summary>
    public override string ToString() => $"{Name} ({Uri.GetLeftPart(UriPartial.Authority)})";

    /// <summary>Gives a record that was just added to its owner, where the panel does not: in a reseller's session every new record is the reseller's.</summary>
    internal Task GiveAsync(string table, string idColumn, long id, long clientId, long groupId, CancellationToken cancellationToken)
        => _guard is { } guard ? guard.GiveAsync(table, idColumn, id, clientId, groupId, cancellationToken) : Task.CompletedTask;

    // A function that this library does not know may change something, whatever its name.
    private void ThrowIfReadOnly(PanelCall call)
    {
        if (!_options.ReadOnly || (PanelFunctions.TryGet(call.Function, out PanelFunction? known) && !known.IsWrite)) return;
        throw new PanelException(FaultKind.ReadOnly, call.Function, $"Cannot call {call.Function}: the connection '{Name}' is read-only. Nothing was sent. To make changes, connect again without -ReadOnly.");
    }

    // What the panel takes from its owner by a call is given back after it, even if the response was lost.
    private static async Task<T> GuardedAsync<T>(ISessionGuard guard, PanelCall call, Func<Task<T>> send, CancellationToken cancellationToken)
    {
        Func<Task>? restore = await guard.EnterAsync(call, cancellationToken).ConfigureAwait(false);
        try
        {
            return await send().ConfigureAwait(false);
        }
        finally
        {
            if (restore is not null) await restore().ConfigureAwait(false);
        }
    }

    private async Task LogoutAsync(PanelSession session)
    {
        try
        {
            using var deadline = new Deadline(LogoutTimeout, TimeProvider.System, CancellationToken.None);
            using HttpResponseMessage? reply = await _transport.SendAsync(new PanelCall("logout"), session.NewLease(), deadline, CancellationToken.None).ConfigureAwait(false);
            if (reply is not null) await reply.Content.CopyToAsync(Stream.Null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is PanelException or OperationCanceledException or HttpRequestException or IOException)
        {
            // Without a logout the session expires on the panel after at most 30 minutes.
        }
    }

    private async Task<string> LoginAsync(CancellationToken cancellationToken)
    {
        var call = new PanelCall("login", writer =>
        {
            writer.WriteString("username"u8, _options.Credential.UserName);
            writer.WriteString("password"u8, _options.Credential.Password);
            // The panel treats any text, "false" included, as a client login.
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

    // The message names the panel's version, which decides whether it has the function.
    private async Task<PanelException> WithVersionAsync(PanelException fault, CancellationToken cancellationToken)
    {
        string version = await ReadVersionAsync(cancellationToken).ConfigureAwait(false);
        return new PanelException(FaultKind.UnknownFunction, fault.Function, $"The panel ({version}) does not have the function {fault.Function}. Either the panel's version does not include it, or the module it belongs to is not installed.");
    }

    /// <summary>Reads the version of the panel for a message.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>"ISPConfig 3.2.11p2", or "ISPConfig version unknown" if the account may not read it.</returns>
    internal async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
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

        return version.Length > 0 ? $"ISPConfig {version}" : "ISPConfig version unknown";
    }

    private ValueTask<T> CallOnceAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken) =>
        Volatile.Read(ref _observers) is { } observers ? CallObservedAsync(call, read, observers, cancellationToken) : CallUnobservedAsync(call, read, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> CallUnobservedAsync<T>(PanelCall call, PanelReplyReader<T> read, CancellationToken cancellationToken)
    {
        using Reply reply = await _exchange.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return reply.Read(call, read);
    }

    private async ValueTask<T> CallObservedAsync<T>(PanelCall call, PanelReplyReader<T> read, Action<string, TimeSpan, bool> observers, CancellationToken cancellationToken)
    {
        call.SentAt = 0;
        bool failed = false;
        try
        {
            return await CallUnobservedAsync(call, read, cancellationToken).ConfigureAwait(false);
        }
        catch (PanelException fault) when (fault.Kind is FaultKind.Unreachable or FaultKind.OutcomeUnknown or FaultKind.BadReply)
        {
            failed = true;
            throw;
        }
        finally
        {
            if (call.SentAt != 0) observers(call.Function, Time.GetElapsedTime(call.SentAt), failed);
            else if (failed) observers(call.Function, TimeSpan.Zero, failed);
        }
    }

    private static string ReadSessionId(ref Utf8JsonReader response) =>
        response.TokenType == JsonTokenType.String && response.GetString() is { Length: > 0 } id ? id : throw new FormatException();

    private sealed class Observation(PanelConnection connection, Action<string, TimeSpan, bool> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (connection._transport) connection._observers -= observer;
        }
    }
}
