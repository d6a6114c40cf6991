using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel;

/// <summary>What a host that listens learns. Other tests send requests at the same time, so each test looks at its own panel alone.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _meters.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Nodepoint") listener.EnableMeasurementEvents(instrument); };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, Read(tags))));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, Read(tags))));
        _meters.Start();
        _listener = new ActivityListener { ShouldListenTo = source => source.Name == "Nodepoint", Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData, ActivityStopped = _activities.Enqueue };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task A_request_is_measured_with_function_and_panel()
    {
        await using var panel = new ScriptedPanel().On("telemetry_get", Answer.Ok("1"));
        await using PanelConnection connection = await panel.OpenAsync();
        await connection.TextAsync("telemetry_get");

        var (_, seconds, tags) = Assert.Single(Of("nodepoint.client.request.duration", "telemetry_get", panel));
        Assert.InRange(seconds, double.Epsilon, double.MaxValue);
        Assert.Equal(["rpc.method", "server.address", "server.port"], tags.Keys.Order());
        Activity activity = Assert.Single(_activities, one => one.OperationName == "telemetry_get");
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal("ispconfig", activity.GetTagItem("rpc.system"));
        Assert.Equal(panel.Port, activity.GetTagItem("server.port"));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Single(Of("nodepoint.client.request.duration", "login", panel));
    }

    [Fact]
    public async Task Rows_are_measured_until_the_first_one()
    {
        await using var panel = new ScriptedPanel().On("telemetry_get_rows", Answer.Ok("[1,2,3]"));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal(3, (await connection.RowsAsync("telemetry_get_rows")).Count);
        Assert.Single(Of("nodepoint.client.request.duration", "telemetry_get_rows", panel));
    }

    [Fact]
    public async Task A_refusal_is_an_error_with_its_kind_and_without_its_text()
    {
        await using var panel = new ScriptedPanel().On("telemetry_refused", Answer.Fault("You do not have the permissions to access this function. (secret)"));
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await connection.FaultAsync("telemetry_refused");

        var (_, _, tags) = Assert.Single(Of("nodepoint.client.request.duration", "telemetry_refused", panel));
        Assert.Equal(fault.Kind.ToString(), tags["error.type"]);
        Activity activity = Assert.Single(_activities, one => one.OperationName == "telemetry_refused");
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.DoesNotContain(activity.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        Assert.Null(activity.StatusDescription);
        Assert.Empty(activity.Events);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_counted()
    {
        await using var panel = new ScriptedPanel().On("telemetry_get_late", request => request.Number == 1 ? Answer.Resets : Answer.Ok("1"));
        await using PanelConnection connection = await panel.OpenAsync();
        await connection.TextAsync("telemetry_get_late");

        var (_, value, tags) = Assert.Single(_measured, one => one.Name == "nodepoint.client.retries" && Equals(one.Tags["rpc.method"], "telemetry_get_late"));
        Assert.Equal(1, value);
        Assert.Equal(nameof(FaultKind.Unreachable), tags["error.type"]);
        Assert.Equal(2, Of("nodepoint.client.request.duration", "telemetry_get_late", panel).Count());
    }

    [Theory]
    [InlineData("Done")]
    [InlineData("Failed")]
    public void A_row_is_counted_by_its_outcome(string outcome)
    {
        string command = $"Test-Np{Guid.NewGuid():N}";
        Telemetry.Row(command, outcome);
        var (_, value, tags) = Assert.Single(_measured, one => one.Name == "nodepoint.rows" && Equals(one.Tags["nodepoint.command"], command));
        Assert.Equal(1, value);
        Assert.Equal(outcome, tags["nodepoint.outcome"]);
    }

    private IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags)> Of(string instrument, string function, ScriptedPanel panel)
        => _measured.Where(one => one.Name == instrument && Equals(one.Tags["rpc.method"], function) && Equals(one.Tags["server.port"], panel.Port));

    private static Dictionary<string, object?> Read(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var read = new Dictionary<string, object?>();
        foreach (var (name, value) in tags) read[name] = value;
        return read;
    }
}
