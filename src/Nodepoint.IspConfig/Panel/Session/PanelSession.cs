namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>One session on the panel. Its id is shown to nobody but the panel.</summary>
/// <remarks>
/// A session may end before its time, and every call with a dead id counts towards the lock-out of this machine's address. So a
/// session is trusted only while replies prove that it lives. A new one, one that was not used for a moment, and one whose calls
/// came to nothing (a panel that restarts does that) is in doubt: a few calls go, all others wait for what becomes of them.
/// </remarks>
internal sealed class PanelSession(string id, Moment begun, TimeProvider time)
{
    /// <summary>The panel ends a session 30 minutes after its login, used or not; no call is begun with one older than this.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(25);

    /// <summary>How many calls go at once with a session in doubt. Ten failures are too many, and other programs may be at it as well.</summary>
    public const int MostProbes = 4;

    /// <summary>As many calls at once can lock the address out by themselves, should the session end under them.</summary>
    private const int Crowd = 10;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // Longer than a panel takes for a call; on one that hangs nobody shall wait for ever.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(3);

    private readonly object _gate = new();
    private volatile bool _dead;
    private volatile bool _crowded;
    private volatile int _doubts = 1;
    private volatile int _settled;
    private long _provenAt;
    private int _underWay;
    private int _probes;
    private TaskCompletionSource? _change;
    private TaskCompletionSource? _left;

    public string Id { get; } = id;

    /// <summary>Whether the panel has said that it does not exist. Its id is never sent again: each time counts as a failure.</summary>
    public bool IsDead => _dead;

    /// <summary>Whether ever so many calls were under way with it that they could have locked the address out.</summary>
    public bool IsCrowded => _crowded;

    private bool IsTrusted => _settled == _doubts && time.GetElapsedTime(Volatile.Read(ref _provenAt)) < Quiet;

    public bool IsFresh(TimeProvider clock) => !_dead && begun.Age(clock) < Lifetime;

    /// <summary>A pass for a call that does not wait.</summary>
    public SessionPass Pass() => new(this, _doubts, IsProbe: false);

    /// <summary>Lets a call through at once while the session is trusted; otherwise when it is one of the few that try, or when
    /// those have settled it. Each pass has to be given back.</summary>
    /// <returns>The pass; one that does not hold if the session has died in the meantime.</returns>
    public ValueTask<SessionPass> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _underWay) >= Crowd) _crowded = true;
        SessionPass pass = Pass();
        return IsTrusted || _dead ? new(pass) : WaitAsync(cancellationToken);
    }

    /// <summary>The call came to an end, whatever it was.</summary>
    public void Leave(in SessionPass pass)
    {
        EndOne();
        if (!pass.IsProbe) return;
        lock (_gate)
        {
            _probes--;
            Tell();
        }
    }

    /// <summary>The panel has answered the call, so the session lives. A call that was sent before the last doubt proves nothing.</summary>
    public void Prove(in SessionPass pass)
    {
        if (pass.Doubts != _doubts) return;
        Volatile.Write(ref _provenAt, time.GetTimestamp());
        // Those who wait are told when a probe leaves; as long as any waits there are some.
        if (_settled != pass.Doubts) _settled = pass.Doubts;
    }

    /// <summary>The call came to nothing, and the session may have gone the same way.</summary>
    public void Doubt(in SessionPass pass)
    {
        lock (_gate)
        {
            if (pass.Doubts == _doubts) _doubts++;
        }
    }

    public void Kill()
    {
        _dead = true;
        lock (_gate) Tell();
    }

    /// <summary>Waits for what is still under way with this session, which is dead, but not for long.</summary>
    public async ValueTask WhenLeftAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, left);
        if (Interlocked.Add(ref _underWay, 0) == 0) return;
        try
        {
            await left.Task.WaitAsync(LastWait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A call that takes so long had its session looked at before that ended.
        }
    }

    public bool Accepts(in SessionPass pass) => !_dead && pass.Doubts == _doubts;

    public override string ToString() => "session";

    private async ValueTask<SessionPass> WaitAsync(CancellationToken cancellationToken)
    {
        long from = time.GetTimestamp();
        try
        {
            while (true)
            {
                Task change;
                lock (_gate)
                {
                    if (_dead || IsTrusted) return Pass();
                    if (_probes < MostProbes)
                    {
                        _probes++;
                        return Pass() with { IsProbe = true };
                    }
                    _change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    change = _change.Task;
                }
                TimeSpan left = StopTimeout - time.GetElapsedTime(from);
                if (left <= TimeSpan.Zero) return Pass();
                await change.WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            return Pass();
        }
        catch
        {
            EndOne();
            throw;
        }
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _underWay) == 0) Volatile.Read(ref _left)?.TrySetResult();
    }

    // Under the gate.
    private void Tell()
    {
        _change?.TrySetResult();
        _change = null;
    }
}
