namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>One session on the panel. Its ID is sent only to the panel.</summary>
/// <remarks>
/// A session may end early, and every call with an ended session counts toward the lockout of this computer's address. So a
/// session is trusted only while replies prove that it is alive. A new session, one that was idle, and one whose calls failed
/// (for example when the panel restarts) is unverified: a few calls are sent as probes, all others wait for their result.
/// </remarks>
internal sealed class PanelSession(string id, Timestamp begun, TimeProvider time)
{
    /// <summary>The panel ends a session 30 minutes after its login, used or not; no call starts with an older session than this.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(25);

    /// <summary>The maximum number of concurrent calls with an unverified session. Ten failures lock the address out, and other programs may cause some.</summary>
    public const int MaxProbes = 4;

    /// <summary>The number of calls in flight that can lock the address out if the session ends.</summary>
    private const int LockoutCount = 10;

    private static readonly TimeSpan TrustDuration = TimeSpan.FromSeconds(1);

    // Longer than a call usually takes; limits the wait for a panel that does not respond.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(3);

    private readonly object _gate = new();
    private volatile bool _ended;
    private volatile bool _mayLockOut;
    private volatile int _suspicions = 1;
    private volatile int _confirmed;
    private long _aliveAt;
    private int _inFlight;
    private int _probes;
    private TaskCompletionSource? _change;
    private TaskCompletionSource? _drained;

    public string Id { get; } = id;

    /// <summary>Whether the panel has reported that the session does not exist. Its ID is never sent again because each use counts as a failure.</summary>
    public bool IsEnded => _ended;

    /// <summary>Whether enough calls were ever in flight at once to lock the address out.</summary>
    public bool MayLockOut => _mayLockOut;

    private bool IsTrusted => _confirmed == _suspicions && time.GetElapsedTime(Volatile.Read(ref _aliveAt)) < TrustDuration;

    public bool IsFresh(TimeProvider clock) => !_ended && begun.GetAge(clock) < Lifetime;

    /// <summary>Creates a lease for a call that does not wait.</summary>
    public SessionLease NewLease() => new(this, _suspicions, IsProbe: false);

    /// <summary>Acquires a lease: immediately while the session is trusted, otherwise as one of the probes, or after the probes
    /// have completed. Each lease must be released.</summary>
    /// <returns>The lease; not valid if the session has ended in the meantime.</returns>
    public ValueTask<SessionLease> AcquireAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inFlight) >= LockoutCount) _mayLockOut = true;
        SessionLease lease = NewLease();
        return IsTrusted || _ended ? new(lease) : WaitAsync(cancellationToken);
    }

    /// <summary>Releases the lease when the call has completed or failed.</summary>
    public void Release(in SessionLease lease)
    {
        EndCall();
        if (!lease.IsProbe) return;
        lock (_gate)
        {
            _probes--;
            SignalChange();
        }
    }

    /// <summary>Records that the panel answered the call, so the session is alive. A call sent before the session was last suspected proves nothing.</summary>
    public void MarkAlive(in SessionLease lease)
    {
        if (lease.Suspicions != _suspicions) return;
        Volatile.Write(ref _aliveAt, time.GetTimestamp());
        // Waiting calls are signaled when a probe is released; there are probes as long as calls wait.
        if (_confirmed != lease.Suspicions) _confirmed = lease.Suspicions;
    }

    /// <summary>Records that the call failed, so the session may have ended too.</summary>
    public void Suspect(in SessionLease lease)
    {
        lock (_gate)
        {
            if (lease.Suspicions == _suspicions) _suspicions++;
        }
    }

    public void MarkEnded()
    {
        _ended = true;
        lock (_gate) SignalChange();
    }

    /// <summary>Waits a short time for the calls still in flight with this ended session.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _drained, left);
        if (Interlocked.Add(ref _inFlight, 0) == 0) return;
        try
        {
            await left.Task.WaitAsync(DrainTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The panel checks the session at the start of a call, so a call that takes this long was checked before the session ended.
        }
    }

    public bool Accepts(in SessionLease lease) => !_ended && lease.Suspicions == _suspicions;

    public override string ToString() => "session";

    private async ValueTask<SessionLease> WaitAsync(CancellationToken cancellationToken)
    {
        long from = time.GetTimestamp();
        try
        {
            while (true)
            {
                Task change;
                lock (_gate)
                {
                    if (_ended || IsTrusted) return NewLease();
                    if (_probes < MaxProbes)
                    {
                        _probes++;
                        return NewLease() with { IsProbe = true };
                    }
                    _change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    change = _change.Task;
                }
                TimeSpan left = MaxWait - time.GetElapsedTime(from);
                if (left <= TimeSpan.Zero) return NewLease();
                await change.WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            return NewLease();
        }
        catch
        {
            EndCall();
            throw;
        }
    }

    private void EndCall()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0) Volatile.Read(ref _drained)?.TrySetResult();
    }

    // Called under the lock.
    private void SignalChange()
    {
        _change?.TrySetResult();
        _change = null;
    }
}
