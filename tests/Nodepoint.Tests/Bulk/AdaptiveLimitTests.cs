using Nodepoint.IspConfig.Bulk;
using Xunit;

namespace Nodepoint.Tests.Bulk;

public sealed class AdaptiveLimitTests
{
    // A panel with a number of processes, each of which responds in 20 ms; further requests are queued.
    private static void Drive(ConcurrencyLimit limit, AdaptiveLimit auto, int processes, int calls)
    {
        for (var call = 0; call < calls; call++) auto.Report(TimeSpan.FromMilliseconds(20.0 * Math.Max(1, (double)limit.Limit / processes)), failed: false);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(24)]
    public void It_finds_about_the_number_of_the_panels_processes(int processes)
    {
        var limit = new ConcurrencyLimit(1);
        var auto = new AdaptiveLimit(limit);
        Drive(limit, auto, processes, 2_000);
        Assert.InRange(limit.Limit, processes, processes * 2);
    }

    [Fact]
    public void It_rises_to_its_most_at_a_panel_that_never_slows()
    {
        var limit = new ConcurrencyLimit(1);
        Drive(limit, new AdaptiveLimit(limit), 1000, 2_000);
        Assert.Equal(AdaptiveLimit.Most, limit.Limit);
    }

    [Fact]
    public void It_backs_off_when_the_panel_slows_down()
    {
        var limit = new ConcurrencyLimit(1);
        var auto = new AdaptiveLimit(limit);
        Drive(limit, auto, 32, 2_000);
        var before = limit.Limit;
        Drive(limit, auto, 8, 400);
        Assert.True(limit.Limit < before, $"{before} to {limit.Limit}");
    }

    [Fact]
    public void A_breakdown_halves_it_once_however_many_calls_are_met_by_it_and_it_comes_back_step_by_step()
    {
        var limit = new ConcurrencyLimit(1);
        var auto = new AdaptiveLimit(limit);
        Drive(limit, auto, 1000, 2_000);
        for (var call = 0; call < 20; call++) auto.Report(TimeSpan.FromMilliseconds(5), failed: true);
        Assert.Equal(AdaptiveLimit.Most / 2, limit.Limit);
        Drive(limit, auto, 1000, 200);
        Assert.InRange(limit.Limit, (AdaptiveLimit.Most / 2) + 1, AdaptiveLimit.Most - 1);
    }

    [Fact]
    public void It_never_falls_below_one()
    {
        var limit = new ConcurrencyLimit(1);
        var auto = new AdaptiveLimit(limit);
        for (var round = 0; round < 50; round++)
        {
            auto.Report(TimeSpan.FromMilliseconds(5), failed: true);
            Drive(limit, auto, 1000, 64);
            auto.Report(TimeSpan.FromMilliseconds(5), failed: true);
        }

        Assert.True(limit.Limit >= 1);
    }
}
