using System.Collections.Concurrent;

namespace Nodepoint.Sandbox.Faults;

/// <summary>Stands in for the PHP processes of a panel: each works on one call after another, and they share the cores of the computer.</summary>
internal sealed class PanelWorkers
{
    private readonly WorkerSettings settings;
    private readonly BlockingCollection<TaskCompletionSource> calls = [];

    public PanelWorkers(WorkerSettings settings)
    {
        this.settings = settings;
        for (var worker = 0; worker < settings.Count; worker++) new Thread(Work) { IsBackground = true, Name = "panel worker" }.Start();
    }

    /// <summary>Waits for a worker, and until it has done the work.</summary>
    public Task WorkAsync()
    {
        var call = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Add(call);
        return call.Task;
    }

    /// <summary>Ends the workers when they have done what they were given.</summary>
    public void End() => calls.CompleteAdding();

    private void Work()
    {
        foreach (var call in calls.GetConsumingEnumerable())
        {
            var slower = 1 + (settings.SlowDown * calls.Count);
            CpuTime.Spend(settings.Cpu * slower);
            if (settings.Wait > 0) Thread.Sleep((int)Math.Round(settings.Wait * slower));
            call.SetResult();
        }
    }
}
