using System.Text.Json;

namespace Nodepoint.IspConfig;

/// <summary>Sends calls and takes replies: with a living session, once more if that had died, and every reply told from what is none.</summary>
internal sealed class PanelExchange(PanelTransport transport, SessionKeeper sessions, Func<string?, Caller> callerOf)
{
    private const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Calls with the connection's session and gives the whole reply.</summary>
    public ValueTask<Reply> CallAsync(PanelCall call, CancellationToken cancellationToken) =>
        WithSessionAsync(call, static (exchange, call, session, token) => exchange.SendAsync(call, session, token), cancellationToken);

    /// <summary>Calls with the connection's session and gives the rows of the reply.</summary>
    public ValueTask<RowStream> OpenRowsAsync(PanelCall call, CancellationToken cancellationToken) =>
        WithSessionAsync(call, static (exchange, call, session, token) => exchange.SendForRowsAsync(call, session, token), cancellationToken);

    /// <summary>Calls once, with a session or without, and reads the whole reply. Null if the session died before anything was sent.</summary>
    public async ValueTask<Reply?> SendAsync(PanelCall call, PanelSession? session, CancellationToken cancellationToken)
    {
        using Deadline deadline = transport.NewDeadline(cancellationToken);
        using HttpResponseMessage? message = await transport.SendAsync(call, session, deadline, cancellationToken).ConfigureAwait(false);
        if (message is null) return null;
        PooledBuffer body = PooledBuffer.Rent();
        try
        {
            await ReadAsync(call, message, body, deadline, cancellationToken).ConfigureAwait(false);
            if (!Envelope.TryRead(body.Span, out Envelope envelope)) throw Odd(call, message, body.Span);
            if (envelope.Code is not null) throw FaultReader.Read(call.Function, envelope.Code, envelope.Message, callerOf(session?.Id));
            return new Reply(body, envelope, session?.Id);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private async ValueTask<RowStream?> SendForRowsAsync(PanelCall call, PanelSession session, CancellationToken cancellationToken)
    {
        Deadline deadline = transport.NewDeadline(cancellationToken);
        HttpResponseMessage? message = null;
        ReplyRows? rows = null;
        try
        {
            message = await transport.SendAsync(call, session, deadline, cancellationToken).ConfigureAwait(false);
            if (message is null)
            {
                deadline.Dispose();
                return null;
            }
            rows = new ReplyRows(await message.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false), call.OneRow, deadline);
            bool any;
            try
            {
                if (!await rows.OpenAsync(deadline.Token).ConfigureAwait(false)) throw Odd(call, message, rows.Unread);
                if (rows.Code is not null) throw FaultReader.Read(call.Function, rows.Code, rows.Message, callerOf(session.Id));
                // With the first row at hand, a reply that broke off can no longer be asked for again.
                any = await rows.NextAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                throw Failures.CutOff(call).Fault(call);
            }
            catch (Exception error) when (IsOfTheNetwork(error))
            {
                throw transport.Explain(call, error, started: true, deadline, cancellationToken);
            }
            return new RowStream(call, message, rows, any, deadline, error => transport.Explain(call, error, started: true, deadline, cancellationToken));
        }
        catch
        {
            if (rows is not null) await rows.DisposeAsync().ConfigureAwait(false);
            message?.Dispose();
            deadline.Dispose();
            throw;
        }
    }

    private async ValueTask<T> WithSessionAsync<T>(
        PanelCall call, Func<PanelExchange, PanelCall, PanelSession, CancellationToken, ValueTask<T?>> send, CancellationToken cancellationToken)
        where T : class
    {
        bool repeated = false;
        while (true)
        {
            PanelSession session = await sessions.GetAsync(call.Function, cancellationToken).ConfigureAwait(false);
            try
            {
                if (await send(this, call, session, cancellationToken).ConfigureAwait(false) is { } reply) return reply;
            }
            catch (PanelException fault) when (fault.Kind is FaultKind.SessionEnded)
            {
                // The panel looks at the session before it does anything, so that the call may be repeated even if it writes.
                sessions.Kill(session);
                if (repeated) throw;
                repeated = true;
            }
            catch (PanelException fault) when (fault.Kind is FaultKind.LockedOut)
            {
                sessions.LockOut();
                throw;
            }
        }
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
                if (body.Length > MostBytes) throw Failures.TooLarge(call).Fault(call);
            }
        }
        catch (Exception error) when (IsOfTheNetwork(error))
        {
            throw transport.Explain(call, error, started: true, deadline, cancellationToken);
        }
    }

    private PanelException Odd(PanelCall call, HttpResponseMessage message, ReadOnlySpan<byte> body) =>
        Failures.OddReply(transport.Panel, call, message.StatusCode, Elsewhere(message.Headers.Location), body).Fault(call);

    private static string? Elsewhere(Uri? location) =>
        location is { IsAbsoluteUri: true } ? location.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;

    internal static bool IsOfTheNetwork(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidDataException;
}

/// <summary>A reply that came off, and its bytes.</summary>
internal sealed class Reply(PooledBuffer body, Envelope envelope, string? sessionId) : IDisposable
{
    /// <summary>The whole reply as it came.</summary>
    public ReadOnlySpan<byte> Bytes => body.Span;

    /// <summary>The session it was called with.</summary>
    public string? SessionId => sessionId;

    /// <summary>Makes something of the answer.</summary>
    public T Read<T>(PanelCall call, PanelReplyReader<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span.Slice(envelope.Start, envelope.Length));
            reader.Read();
            return read(ref reader);
        }
        catch (Exception odd) when (IsOddShape(odd))
        {
            // What such an exception says may hold a value of the answer, so it is not passed on.
            throw Failures.OddShape(call).Fault(call);
        }
    }

    public static bool IsOddShape(Exception error) =>
        error is JsonException or FormatException or InvalidOperationException or OverflowException;

    public void Dispose() => body.Dispose();
}

/// <summary>The rows of a reply, the first of them read already, with what they hang on.</summary>
internal sealed class RowStream(PanelCall call, HttpResponseMessage message, ReplyRows rows, bool any, Deadline deadline, Func<Exception, Exception> explain) : IAsyncDisposable
{
    private bool _begun;

    public async ValueTask<bool> NextAsync()
    {
        if (!_begun)
        {
            _begun = true;
            return any;
        }
        try
        {
            return await rows.NextAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            throw Failures.BrokenOff(call, rows.Count).Fault(call);
        }
        catch (Exception error) when (PanelExchange.IsOfTheNetwork(error))
        {
            Exception told = explain(error);
            throw told is PanelException { Transient: true } ? Failures.BrokenOff(call, rows.Count).Fault(call) : told;
        }
    }

    public T Read<T>(PanelReplyReader<T> read)
    {
        try
        {
            return rows.Read(read);
        }
        catch (Exception odd) when (Reply.IsOddShape(odd))
        {
            throw Failures.OddShape(call).Fault(call);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await rows.DisposeAsync().ConfigureAwait(false);
        message.Dispose();
        deadline.Dispose();
    }
}
