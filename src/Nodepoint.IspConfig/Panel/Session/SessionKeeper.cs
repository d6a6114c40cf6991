using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Provides a live session for every call: one login however many callers wait, no login while the address is locked out,
/// and no further login after the account was refused.</summary>
internal sealed class SessionKeeper(Func<CancellationToken, Task<string>> login, TimeProvider time) : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _end = new();
    private PanelSession? _current;
    private PanelSession? _last;
    private Task<PanelSession>? _login;
    private PanelException? _refusal;
    private Timestamp _lockedAt;
    private volatile bool _locked;
    private volatile bool _mayLockOut;
    private volatile bool _ended;

    /// <summary>Whether calls can still be made.</summary>
    public bool IsOpen => !_ended && Volatile.Read(ref _refusal) is null;

    /// <summary>How much longer the address is locked out; null if it is not.</summary>
    public TimeSpan? LockedOutFor
    {
        get
        {
            lock (_gate) return _locked && FaultReader.LockOut - _lockedAt.GetAge(time) is var left && left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Gets the session to call with.</summary>
    /// <exception cref="PanelException">No session is available.</exception>
    public ValueTask<PanelSession> GetAsync(string function, CancellationToken cancellationToken)
    {
        PanelSession? current = Volatile.Read(ref _current);
        if (current is not null && !_locked && current.IsFresh(time)) return new(current);
        Task<PanelSession> login;
        lock (_gate)
        {
            ThrowIfUnavailable(function);
            if (_current is not null && _current.IsFresh(time)) return new(_current);
            CancellationToken end = _end.Token;
            login = _login ??= Task.Run(() => LoginAsync(end), CancellationToken.None);
        }
        return new(WaitAsync(login, function, cancellationToken));
    }

    /// <summary>Records that the panel no longer accepts this session.</summary>
    public void MarkEnded(PanelSession session)
    {
        session.MarkEnded();
        if (session.MayLockOut) _mayLockOut = true;
        Volatile.Write(ref _last, session);
        Interlocked.CompareExchange(ref _current, null, session);
    }

    /// <summary>Records that the panel has locked out this address, including the current session.</summary>
    public void LockOut(PanelSession session)
    {
        lock (_gate)
        {
            if (session.MayLockOut) _mayLockOut = true;
            _lockedAt = new Timestamp(time);
            _locked = true;
        }
    }

    /// <summary>Waits until the lockout ends, if there were so many calls in flight that they may have locked out the address
    /// themselves when their session ended early. Returns false otherwise, so that the caller reports the lockout.</summary>
    public async ValueTask<bool> WaitForLockoutEndAsync(CancellationToken cancellationToken)
    {
        if (!_mayLockOut) return false;
        TimeSpan left;
        CancellationTokenSource given;
        lock (_gate)
        {
            if (_ended) return false;
            left = _locked ? FaultReader.LockOut - _lockedAt.GetAge(time) : TimeSpan.Zero;
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

    /// <summary>Stops providing sessions; returns the session to log out, if there is one.</summary>
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
            throw fault.Copy();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Disconnected(function);
        }
    }

    private static PanelException Disconnected(string function) =>
        new(FaultKind.SessionEnded, function, "The panel is disconnected. Connect again with Connect-NpPanel.");

    private void ThrowIfUnavailable(string function)
    {
        if (_ended) throw Disconnected(function);
        if (_refusal is not null) throw _refusal.Copy();
        if (!_locked) return;
        TimeSpan left = FaultReader.LockOut - _lockedAt.GetAge(time);
        if (left > TimeSpan.Zero) throw FaultReader.LockedOut(function, left);
        _locked = false;
    }

    private async Task<PanelSession> LoginAsync(CancellationToken end)
    {
        try
        {
            // A successful login clears the panel's failure count, so failures of the ended session must be counted before it.
            if (Interlocked.Exchange(ref _last, null) is { } last) await last.DrainAsync(end).ConfigureAwait(false);
            var begun = new Timestamp(time);
            var session = new PanelSession(await login(end).ConfigureAwait(false), begun, time);
            lock (_gate)
            {
                _login = null;
                _mayLockOut = false;
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
                        _lockedAt = new Timestamp(time);
                        _locked = true;
                        break;
                }
            }
            throw;
        }
    }
}
