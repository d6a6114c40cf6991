using Nodepoint.IspConfig.Servers;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Servers;

public sealed class JobQueueTests
{
    [Fact]
    public async Task Waiting_ends_when_nothing_waits_any_more()
    {
        await using var panel = new ScriptedPanel().On("monitor_jobqueue_count", Answer.Ok("\"3\""), Answer.Ok("\"1\""), Answer.Ok("\"0\""));
        await using var connection = await panel.OpenAsync();
        var seen = new List<long>();
        var last = await new JobQueue(connection).WaitAsync(null, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(3), state => seen.Add(state.Waiting), CancellationToken.None);
        Assert.Equal(0, last.Waiting);
        Assert.Equal([3, 1, 0], seen);
    }

    [Fact]
    public async Task Waiting_ends_when_the_time_is_over()
    {
        await using var panel = new ScriptedPanel().On("monitor_jobqueue_count", Answer.Ok("\"2\""));
        await using var connection = await panel.OpenAsync();
        var last = await new JobQueue(connection).WaitAsync(null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3), null, CancellationToken.None);
        Assert.Equal(2, last.Waiting);
        Assert.Equal(5, panel.Count("monitor_jobqueue_count"));
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_called_off()
    {
        using var stop = new CancellationTokenSource();
        await using var panel = new ScriptedPanel().On("monitor_jobqueue_count", Answer.Ok("\"2\""));
        await using var connection = await panel.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new JobQueue(connection).WaitAsync(null, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(3), _ => stop.Cancel(), stop.Token));
    }
}
