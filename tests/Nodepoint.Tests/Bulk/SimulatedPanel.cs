using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.Tests.Bulk;

/// <summary>A panel in simulated time: workers that share cores, a queue before them that makes each call slower, and a network with a delay.</summary>
internal sealed class SimulatedPanel(int workers, double delay)
{
    private readonly Random _random = new(1);
    private readonly PriorityQueue<(Step Step, double Sent), (double Time, int Order)> _steps = new();
    private readonly Queue<double> _waiting = new();
    private int _active;
    private int _order;

    private enum Step { Arrive, Served, Answered }

    /// <summary>Seconds of a core that a call needs.</summary>
    public double Work { get; init; } = 0.002;

    /// <summary>Seconds that a call waits for the database and the disk.</summary>
    public double Wait { get; init; } = 0.002;

    /// <summary>The cores that the workers share.</summary>
    public int Cores { get; init; } = 2;

    /// <summary>How much slower a call gets by each call that waits, as a part.</summary>
    public double SlowDown { get; init; } = 0.015;

    /// <summary>How much slower the panel is as a whole, by the number of the call.</summary>
    public Func<int, double> Slower { get; init; } = static _ => 1;

    /// <summary>Sends calls as fast as a limit allows.</summary>
    /// <param name="calls">The number of calls.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="auto">What controls it; null for a fixed limit.</param>
    /// <returns>When each call was answered, in seconds.</returns>
    public List<double> Run(int calls, ConcurrencyLimit limit, AdaptiveLimit? auto)
    {
        var answered = new List<double>(calls);
        var sent = 0;
        Send(0);
        while (_steps.TryDequeue(out var next, out var at))
        {
            var now = at.Time;
            switch (next.Step)
            {
                case Step.Arrive when _active >= workers:
                    _waiting.Enqueue(next.Sent);
                    break;
                case Step.Arrive:
                    Serve(now, next.Sent, answered.Count);
                    break;
                case Step.Served:
                    _active--;
                    Schedule(Step.Answered, now + (delay / 2), next.Sent);
                    if (_waiting.TryDequeue(out var waited)) Serve(now, waited, answered.Count);
                    break;
                default:
                    answered.Add(now);
                    auto?.Report("mail_user_add", TimeSpan.FromSeconds(now - next.Sent), failed: false);
                    limit.Release();
                    Send(now);
                    break;
            }
        }

        return answered;

        void Send(double now)
        {
            while (sent < calls && limit.Taken < limit.Limit && limit.WaitAsync(CancellationToken.None).IsCompleted)
            {
                sent++;
                Schedule(Step.Arrive, now + (delay / 2), now);
            }
        }
    }

    private void Serve(double now, double sent, int number)
    {
        _active++;
        var usual = ((Work * Math.Max(1, (double)_active / Cores)) + Wait) * (1 + (SlowDown * _waiting.Count)) * Slower(number);
        Schedule(Step.Served, now + (usual * (0.5 + _random.NextDouble())), sent);
    }

    private void Schedule(Step step, double time, double sent) => _steps.Enqueue((step, sent), (time, _order++));
}
