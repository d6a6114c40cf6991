using System.Diagnostics;
using System.Diagnostics.Metrics;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel;

/// <summary>
/// What a host that listens learns of requests and rows: an <see cref="ActivitySource"/> and a <see cref="Meter"/>, both named Nodepoint, with the
/// attributes of OpenTelemetry. No parameter and no response is in them. Without a listener, nothing is measured.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Nodepoint";

    private const string Method = "rpc.method";
    private const string Address = "server.address";
    private const string Port = "server.port";
    private const string Error = "error.type";

    private static readonly string Version = typeof(Telemetry).Assembly.GetName().Version!.ToString(3);
    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("nodepoint.client.request.duration", "s", "Time from a request to the panel to its response.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("nodepoint.client.retries", "{retry}", "Requests that were sent again.");
    private static readonly Counter<long> RowsDone = Meter.CreateCounter<long>("nodepoint.rows", "{row}", "Rows of commands, by outcome.");

    /// <summary>Starts to measure a request.</summary>
    /// <param name="function">The remote function.</param>
    /// <param name="panel">The panel's address.</param>
    /// <returns>What to tell the end; null if nobody listens.</returns>
    public static Request? Start(string function, Uri panel)
        => Source.HasListeners() || Durations.Enabled ? new Request(function, panel) : null;

    /// <summary>Counts a request that is sent again.</summary>
    /// <param name="function">The remote function.</param>
    /// <param name="reason">Why.</param>
    public static void Retry(string function, FaultKind reason)
    {
        if (Retries.Enabled) Retries.Add(1, new(Method, function), new(Error, reason.ToString()));
    }

    /// <summary>Counts a row of a command.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="outcome">The outcome: Done, Failed, Unknown, or NotSent.</param>
    public static void Row(string command, string outcome)
    {
        if (RowsDone.Enabled) RowsDone.Add(1, new("nodepoint.command", command), new("nodepoint.outcome", outcome));
    }

    /// <summary>A request that is measured until it is disposed of.</summary>
    internal sealed class Request : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private readonly string _function;
        private readonly Uri _panel;
        private readonly Activity? _activity;
        private string? _error;

        internal Request(string function, Uri panel)
        {
            (_function, _panel) = (function, panel);
            _activity = Source.StartActivity(function, ActivityKind.Client);
            _activity?.SetTag("rpc.system", "ispconfig").SetTag(Method, function).SetTag(Address, panel.Host).SetTag(Port, panel.Port);
        }

        /// <summary>Says that the request failed.</summary>
        /// <param name="problem">How. Its message is not passed on.</param>
        public void Fail(Exception problem)
        {
            _error = problem is PanelException fault ? fault.Kind.ToString() : problem.GetType().Name;
            _activity?.SetTag(Error, _error).SetStatus(ActivityStatusCode.Error);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _activity?.Dispose();
            if (!Durations.Enabled) return;
            var tags = new TagList { { Method, _function }, { Address, _panel.Host }, { Port, _panel.Port } };
            if (_error is not null) tags.Add(Error, _error);
            Durations.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
        }
    }
}
