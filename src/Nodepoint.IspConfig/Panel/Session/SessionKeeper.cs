using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Has a living session ready for every call: one login for however many callers wait, none while the address is locked out,
/// and none any more once the account was refused.</summary>
internal sealed class SessionKeeper(Func<CancellationToken, Task<string>> login, TimeProvider time) : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _end = new();
    private PanelSession? _current;
    private PanelSession? _last;
    private Task<PanelSession>? _login;
    private PanelException? _refusal;
    private Moment _lockedAt;
    private volatile bool _locked;
    private volatile bool _crowded;
    private volatile bool _ended;

    /// <summary>Whether calls can still be made.</summary>
    public bool IsOpen => !_ended && Volatile.Read(ref _refusal) is null;

    /// <summary>The session to call with.</summary>
    /// <exception cref="PanelException">There is none to be had.</exception>
    public ValueTask<PanelSession> GetAsync(string function, CancellationToken cancellationToken)
    {
        PanelSession? current = Volatile.Read(ref _current);
        if (current is not null && !_locked && current.IsFresh(time)) return new(current);
        Task<PanelSession> login;
        lock (_gate)
        {
            ThrowIfShut(function);
            if (_current is not null && _current.IsFresh(time)) return new(_current);
            CancellationToken end = _end.Token;
            login = _login ??= Task.Run(() => LoginAsync(end), CancellationToken.None);
        }
        return new(WaitAsync(login, function, cancellationToken));
    }

    /// <summary>The panel does not know this session any more.</summary>
    public void Kill(PanelSession session)
    {
        session.Kill();
        if (session.IsCrowded) _crowded = true;
        Volatile.Write(ref _last, session);
        Interlocked.CompareExchange(ref _current, null, session);
    }

    /// <summary>The panel refuses this address for now, the running session as well.</summary>
    public void LockOut(PanelSession session)
    {
        lock (_gate)
        {
            if (session.IsCrowded) _crowded = true;
            _lockedAt = new Moment(time);
            _locked = true;
        }
    }

    /// <summary>Waits until the panel lets this address in again, if so many calls were under way that they may have locked it out
    /// themselves when their session ended early. False if not: who calls now and then is better told.</summary>
    public async ValueTask<bool> WaitOutAsync(CancellationToken cancellationToken)
    {
        if (!_crowded) return false;
        TimeSpan left;
        CancellationTokenSource given;
        lock (_gate)
        {
            if (_ended) return false;
            left = _locked ? FaultReader.LockOut - _lockedAt.Age(time) : TimeSpan.Zero;
            given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        }
        using (given)
        {
            try
            {
                if (left > TimeSpan.Zero) await Task.Delay(left, time, given.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Ends it all; gives back the session to log out, if there is one.</summary>
    public PanelSession? End()
    {
        lock (_gate)
        {
            if (_ended) return null;
            _ended = true;
            _end.Cancel();
            return Interlocked.Exchange(ref _current, null);
        }
    }

    public void Dispose() => _end.Dispose();

    private static async Task<PanelSession> WaitAsync(Task<PanelSession> login, string function, CancellationToken cancellationToken)
    {
        try
        {
            return await login.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PanelException fault)
        {
            throw fault.Again();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Disconnected(function);
        }
    }

    private static PanelException Disconnected(string function) =>
        new(FaultKind.SessionEnded, function, "The panel was disconnected. Connect again.");

    private void ThrowIfShut(string function)
    {
        if (_ended) throw Disconnected(function);
        if (_refusal is not null) throw _refusal.Again();
        if (!_locked) return;
        TimeSpan left = FaultReader.LockOut - _lockedAt.Age(time);
        if (left > TimeSpan.Zero) throw FaultReader.LockedOut(function, left);
        _locked = false;
    }

    private async Task<PanelSession> LoginAsync(CancellationToken end)
    {
        try
        {
            // A good login clears the failures the panel has counted; those of the dead session shall not come after it.
            if (Interlocked.Exchange(ref _last, null) is { } last) await last.WhenLeftAsync(end).ConfigureAwait(false);
            var begun = new Moment(time);
            var session = new PanelSession(await login(end).ConfigureAwait(false), begun, time);
            lock (_gate)
            {
                _login = null;
                _crowded = false;
                if (!_ended) Volatile.Write(ref _current, session);
            }
            return session;
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                _login = null;
                switch (error)
                {
                    case PanelException { Kind: FaultKind.LoginFailed } refused:
                        Volatile.Write(ref _refusal, refused);
                        break;
                    case PanelException { Kind: FaultKind.LockedOut }:
                        _lockedAt = new Moment(time);
                        _locked = true;
                        break;
                }
            }
            throw;
        }
    }
}
