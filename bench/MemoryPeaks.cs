namespace Nodepoint.Bench;

/// <summary>Samples the memory of this process on a separate thread.</summary>
internal sealed class MemoryPeaks : IDisposable
{
    private const double Megabyte = 1024 * 1024;

    private readonly ManualResetEventSlim _done = new();
    private readonly Thread _sampler;
    private long _workingSet;
    private long _heap;

    /// <summary>Collects garbage and starts sampling.</summary>
    /// <param name="interval">The time between samples.</param>
    public MemoryPeaks(TimeSpan interval)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        Idle = (Environment.WorkingSet / Megabyte, GC.GetTotalMemory(forceFullCollection: false) / Megabyte);
        _sampler = new Thread(() =>
        {
            do Look();
            while (!_done.Wait(interval));
        });
        _sampler.Start();
    }

    /// <summary>Working set and managed heap before the work, in MB.</summary>
    public (double WorkingSet, double Heap) Idle { get; }

    /// <summary>The peaks of the working set and the managed heap (including garbage) since the last call, in MB.</summary>
    public (double WorkingSet, double Heap) Take()
    {
        Look();
        return (Interlocked.Exchange(ref _workingSet, 0) / Megabyte, Interlocked.Exchange(ref _heap, 0) / Megabyte);
    }

    public void Dispose()
    {
        _done.Set();
        _sampler.Join();
        _done.Dispose();
    }

    private void Look()
    {
        Raise(ref _workingSet, Environment.WorkingSet);
        Raise(ref _heap, GC.GetTotalMemory(forceFullCollection: false));
    }

    private static void Raise(ref long peak, long seen)
    {
        for (var before = Interlocked.Read(ref peak); seen > before; before = Interlocked.Read(ref peak)) Interlocked.CompareExchange(ref peak, seen, before);
    }
}
