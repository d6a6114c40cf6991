using System.Diagnostics.Metrics;

namespace Nodepoint.Bench;

/// <summary>Samples the number of requests in flight in this process every few milliseconds.</summary>
internal sealed class RequestsInFlight : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly MeterListener _listener = new();
    private readonly ManualResetEventSlim _done = new();
    private readonly List<double> _seen = [];
    private readonly Thread _sampler;
    private long _now;

    public RequestsInFlight()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.active_requests" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref _now, more));
        _listener.Start();
        _sampler = new Thread(() =>
        {
            do _seen.Add(Interlocked.Read(ref _now));
            while (!_done.Wait(Interval));
        });
        _sampler.Start();
    }

    /// <summary>Stops sampling; returns the maximum, and the average of the last half of the samples.</summary>
    public (double Most, double Average) Stop()
    {
        _done.Set();
        _sampler.Join();
        return (_seen.Max(), _seen.Skip(_seen.Count / 2).Average());
    }

    public void Dispose()
    {
        _listener.Dispose();
        _done.Dispose();
    }
}
