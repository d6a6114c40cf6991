using System.Text.Json;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>Sends calls and takes replies: with a living session, once more if that had died, and every reply told from what is none.</summary>
internal sealed class PanelExchange(PanelTransport transport, SessionKeeper sessions, Func<string?, Caller> callerOf)
{
    private const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Calls with the connection's session and gives the whole reply.</summary>
    public ValueTask<Reply> CallAsync(PanelCall call, CancellationToken cancellationToken) =>
        WithSessionAsync(call, static (exchange, call, pass, token) => exchange.SendAsync(call, pass, token), cancellationToken);

    /// <summary>Calls with the connection's session and gives the rows of the reply.</summary>
    public ValueTask<RowStream> OpenRowsAsync(PanelCall call, CancellationToken cancellationToken) =>
        WithSessionAsync(call, static (exchange, call, pass, token) => exchange.SendForRowsAsync(call, pass, token), cancellationToken);

    /// <summary>Calls once, with a session or without, and reads the whole reply. Null if the pass did not hold any more and nothing was sent.</summary>
    public async ValueTask<Reply?> SendAsync(PanelCall call, SessionPass? pass, CancellationToken cancellationToken)
    {
        using Deadline deadline = transport.NewDeadline(cancellationToken);
        using HttpResponseMessage? message = await transport.SendAsync(call, pass, deadline, cancellationToken).ConfigureAwait(false);
        if (message is null) return null;
        PooledBuffer body = PooledBuffer.Rent();
        try
        {
            await ReadAsync(call, message, body, deadline, cancellationToken).ConfigureAwait(false);
            if (!Envelope.TryRead(body.Span, out Envelope envelope)) throw Odd(call, message, body.Span);
            ThrowIfFault(call, envelope.Code, envelope.Message, pass);
            return new Reply(body, envelope, pass?.Session.Id);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private async ValueTask<RowStream?> SendForRowsAsync(PanelCall call, SessionPass pass, CancellationToken cancellationToken)
    {
        Deadline deadline = transport.NewDeadline(cancellationToken);
        HttpResponseMessage? message = null;
        ReplyRows? rows = null;
        try
        {
            message = await transport.SendAsync(call, pass, deadline, cancellationToken).ConfigureAwait(false);
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
                ThrowIfFault(call, rows.Code, rows.Message, pass);
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
        PanelCall call, Func<PanelExchange, PanelCall, SessionPass, CancellationToken, ValueTask<T?>> send, CancellationToken cancellationToken)
        where T : class
    {
        bool repeated = false, waited = false;
        while (true)
        {
            try
            {
                PanelSession session = await sessions.GetAsync(call.Function, cancellationToken).ConfigureAwait(false);
                if (await WithPassAsync(call, session, send, cancellationToken).ConfigureAwait(false) is { } reply) return reply;
            }
            catch (PanelException fault) when (fault.Kind is FaultKind.SessionEnded && !repeated)
            {
                // The panel looks at the session before it does anything, so that the call may be repeated even if it writes.
                repeated = true;
            }
            catch (PanelException fault) when (fault.Kind is FaultKind.LockedOut && !waited)
            {
                if (!await sessions.WaitOutAsync(cancellationToken).ConfigureAwait(false)) throw;
                waited = true;
            }
        }
    }

    private async ValueTask<T?> WithPassAsync<T>(
        PanelCall call, PanelSession session, Func<PanelExchange, PanelCall, SessionPass, CancellationToken, ValueTask<T?>> send, CancellationToken cancellationToken)
        where T : class
    {
        SessionPass pass = await session.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return pass.Holds ? await send(this, call, pass, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (PanelException fault)
        {
            if (fault.Kind is FaultKind.SessionEnded) sessions.Kill(session);
            else if (fault.Kind is FaultKind.LockedOut) sessions.LockOut(session);
            else if (fault.Transient || fault.Kind is FaultKind.OutcomeUnknown) session.Doubt(pass);
            throw;
        }
        finally
        {
            session.Leave(pass);
        }
    }

    private void ThrowIfFault(PanelCall call, string? code, string message, SessionPass? pass)
    {
        PanelException? fault = code is null ? null : FaultReader.Read(call.Function, code, message, callerOf(pass?.Session.Id));
        if (pass is { } with && fault?.Kind is not (FaultKind.SessionEnded or FaultKind.LockedOut)) with.Session.Prove(with);
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
