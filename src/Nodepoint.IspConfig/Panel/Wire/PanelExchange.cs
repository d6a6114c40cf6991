using System.Runtime.CompilerServices;
using System.Text.Json;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>Sends calls and receives replies: with a live session, repeated once if the session had ended, with every reply checked.</summary>
/// <remarks>Every call waits in each of the methods that it passes, so the state of their waits is pooled.</remarks>
internal sealed class PanelExchange(PanelTransport transport, SessionKeeper sessions, Func<string?, Caller> callerOf)
{
    private const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Calls with the connection's session and returns the whole reply.</summary>
    public ValueTask<Reply> CallAsync(PanelCall call, CancellationToken cancellationToken) =>
        WithSessionAsync(call, static (exchange, call, lease, token) => exchange.SendAsync(call, lease, token), cancellationToken);

    /// <summary>Calls with the connection's session and returns the rows of the reply.</summary>
    public ValueTask<RowStream> OpenRowsAsync(PanelCall call, CancellationToken cancellationToken) =>
        WithSessionAsync(call, static (exchange, call, lease, token) => exchange.SendForRowsAsync(call, lease, token), cancellationToken);

    /// <summary>Calls once, with a session or without, and reads the whole reply. Null if the lease was no longer valid and nothing was sent.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply?> SendAsync(PanelCall call, SessionLease? lease, CancellationToken cancellationToken)
    {
        using Telemetry.Request? measured = Telemetry.Start(call.Function, transport.Endpoint);
        try
        {
            return await ReceiveAsync(call, lease, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            measured?.Fail(problem);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Reply?> ReceiveAsync(PanelCall call, SessionLease? lease, CancellationToken cancellationToken)
    {
        using Deadline deadline = transport.NewDeadline(cancellationToken);
        using HttpResponseMessage? message = await transport.SendAsync(call, lease, deadline, cancellationToken).ConfigureAwait(false);
        if (message is null) return null;
        PooledBuffer body = PooledBuffer.Rent();
        try
        {
            await ReadAsync(call, message, body, deadline, cancellationToken).ConfigureAwait(false);
            if (!Envelope.TryRead(body.Span, out Envelope envelope)) throw Unexpected(call, message, body.Span);
            ThrowIfFault(call, envelope.Code, envelope.Message, lease);
            return new Reply(body, envelope, lease?.Session.Id);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    // Measured until its first row: how long the others need is up to their reader.
    private async ValueTask<RowStream?> SendForRowsAsync(PanelCall call, SessionLease lease, CancellationToken cancellationToken)
    {
        using Telemetry.Request? measured = Telemetry.Start(call.Function, transport.Endpoint);
        Deadline deadline = transport.NewDeadline(cancellationToken);
        HttpResponseMessage? message = null;
        ReplyRows? rows = null;
        try
        {
            message = await transport.SendAsync(call, lease, deadline, cancellationToken).ConfigureAwait(false);
            if (message is null)
            {
                deadline.Dispose();
                return null;
            }
            rows = new ReplyRows(await message.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false), call.OneRow, deadline);
            bool any;
            try
            {
                if (!await rows.OpenAsync(deadline.Token).ConfigureAwait(false)) throw Unexpected(call, message, rows.Unread);
                ThrowIfFault(call, rows.Code, rows.Message, lease);
                // Reads the first row while the call can still be retried; once a row is returned, it cannot.
                any = await rows.NextAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                throw TransportFailures.CutOff(call).ToException(call);
            }
            catch (Exception error) when (IsNetworkError(error))
            {
                throw transport.Explain(call, error, started: true, deadline, cancellationToken);
            }
            return new RowStream(call, message, rows, any, deadline, error => transport.Explain(call, error, started: true, deadline, cancellationToken));
        }
        catch (Exception problem)
        {
            measured?.Fail(problem);
            if (rows is not null) await rows.DisposeAsync().ConfigureAwait(false);
            message?.Dispose();
            deadline.Dispose();
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> WithSessionAsync<T>(
        PanelCall call, Func<PanelExchange, PanelCall, SessionLease, CancellationToken, ValueTask<T?>> send, CancellationToken cancellationToken)
        where T : class
    {
        bool repeated = false, waited = false;
        while (true)
        {
            try
            {
                PanelSession session = await sessions.GetAsync(call.Function, cancellationToken).ConfigureAwait(false);
                if (await WithLeaseAsync(call, session, send, cancellationToken).ConfigureAwait(false) is { } reply) return reply;
            }
            catch (PanelException fault) when (fault.Kind is FaultKind.SessionEnded && !repeated)
            {
                // The panel checks the session before anything else, so the call may be repeated even if it writes.
                repeated = true;
                Telemetry.Retry(call.Function, fault.Kind);
            }
            catch (PanelException fault) when (fault.Kind is FaultKind.LockedOut && !waited)
            {
                if (!await sessions.WaitForLockoutEndAsync(cancellationToken).ConfigureAwait(false)) throw;
                waited = true;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T?> WithLeaseAsync<T>(
        PanelCall call, PanelSession session, Func<PanelExchange, PanelCall, SessionLease, CancellationToken, ValueTask<T?>> send, CancellationToken cancellationToken)
        where T : class
    {
        SessionLease lease = await session.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return lease.IsValid ? await send(this, call, lease, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (PanelException fault)
        {
            if (fault.Kind is FaultKind.SessionEnded) sessions.MarkEnded(session);
            else if (fault.Kind is FaultKind.LockedOut) sessions.LockOut(session);
            else if (fault.Transient || fault.Kind is FaultKind.OutcomeUnknown) session.Suspect(lease);
            throw;
        }
        finally
        {
            session.Release(lease);
        }
    }

    private void ThrowIfFault(PanelCall call, string? code, string message, SessionLease? lease)
    {
        PanelException? fault = code is null ? null : FaultReader.Read(call.Function, code, message, callerOf(lease?.Session.Id));
        if (lease is { } with && fault?.Kind is not (FaultKind.SessionEnded or FaultKind.LockedOut)) with.Session.MarkAlive(with);
        if (fault is not null) throw fault;
    }

    private async ValueTask ReadAsync(PanelCall call, HttpResponseMessage message, PooledBuffer body, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            Stream stream = await message.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            while (true)
            {
                int read = await stream.ReadAsync(body.GetMemory(1024), deadline.Token).ConfigureAwait(false);
                if (read == 0) return;
                body.Advance(read);
                if (body.Length > MostBytes) throw TransportFailures.TooLarge(call).ToException(call);
            }
        }
        catch (Exception error) when (IsNetworkError(error))
        {
            throw transport.Explain(call, error, started: true, deadline, cancellationToken);
        }
    }

    private PanelException Unexpected(PanelCall call, HttpResponseMessage message, ReadOnlySpan<byte> body) =>
        TransportFailures.UnexpectedReply(transport.Panel, call, message.StatusCode, RedirectTarget(message.Headers.Location), body).ToException(call);

    private static string? RedirectTarget(Uri? location) =>
        location is { IsAbsoluteUri: true } ? location.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;

    internal static bool IsNetworkError(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidDataException;
}

/// <summary>A successful reply and its bytes.</summary>
internal sealed class Reply(PooledBuffer body, Envelope envelope, string? sessionId) : IDisposable
{
    /// <summary>The whole reply as received.</summary>
    public ReadOnlySpan<byte> Bytes => body.Span;

    /// <summary>The ID of the session the call was made with.</summary>
    public string? SessionId => sessionId;

    /// <summary>Reads the response.</summary>
    public T Read<T>(PanelCall call, PanelReplyReader<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span.Slice(envelope.Start, envelope.Length));
            reader.Read();
            return read(ref reader);
        }
        catch (Exception odd) when (IsUnexpectedShape(odd))
        {
            // The exception's message may contain a value of the response, so it is not passed on.
            throw TransportFailures.UnexpectedShape(call).ToException(call);
        }
    }

    public static bool IsUnexpectedShape(Exception error) =>
        error is JsonException or FormatException or InvalidOperationException or OverflowException;

    public void Dispose() => body.Dispose();
}

/// <summary>The rows of a reply, the first of them already read, with the resources they depend on.</summary>
internal sealed class RowStream(PanelCall call, HttpResponseMessage message, ReplyRows rows, bool any, Deadline deadline, Func<Exception, Exception> explain) : IAsyncDisposable
{
    private bool _started;

    public async ValueTask<bool> NextAsync()
    {
        if (!_started)
        {
            _started = true;
            return any;
        }
        try
        {
            return await rows.NextAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            throw TransportFailures.InterruptedAfter(call, rows.Count).ToException(call);
        }
        catch (Exception error) when (PanelExchange.IsNetworkError(error))
        {
            Exception explained = explain(error);
            throw explained is PanelException { Transient: true } ? TransportFailures.InterruptedAfter(call, rows.Count).ToException(call) : explained;
        }
    }

    public T Read<T>(PanelReplyReader<T> read)
    {
        try
        {
            return rows.Read(read);
        }
        catch (JsonException) when (!rows.IsWellFormed())
        {
            throw TransportFailures.InterruptedAfter(call, rows.Count - 1).ToException(call);
        }
        catch (Exception odd) when (Reply.IsUnexpectedShape(odd))
        {
            throw TransportFailures.UnexpectedShape(call).ToException(call);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await rows.DisposeAsync().ConfigureAwait(false);
        message.Dispose();
        deadline.Dispose();
    }
}
