using Nodepoint.IspConfig.Bulk;
using Xunit;

namespace Nodepoint.Tests.Bulk;

public sealed class AdaptiveLimitTests
{
    private const int Begins = 200;
    private const int Calls = 20_000;
    private static readonly int[] Fixed = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    public static TheoryData<int, int, int> Panels()
    {
        var data = new TheoryData<int, int, int>();
        foreach (var workers in (int[])[2, 4, 8, 16, 32])
        foreach (var delay in (int[])[0, 5, 20, 50])
        foreach (var cores in (int[])[2, 64])
            data.Add(workers, delay, cores);
        return data;
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void It_reaches_nearly_the_throughput_of_the_best_fixed_limit_after_the_first_200_calls(int workers, int delay, int cores)
    {
        var best = Fixed.Max(count => Throughput(Panel().Run(Calls, new ConcurrencyLimit(count), null), Begins, Calls));
        var (limit, auto) = Auto();
        var reached = Throughput(Panel().Run(Calls, limit, auto), Begins, Calls);
        Assert.True(reached >= 0.95 * best, $"{reached:f0} of {best:f0} calls per second ({reached / best:f3})");

        SimulatedPanel Panel() => new(workers, delay / 1000.0) { Cores = cores };
    }

    [Fact]
    public void It_stays_there_when_the_panel_slows_down_for_a_while()
    {
        var best = Fixed.Max(count => Throughput(Panel().Run(Calls, new ConcurrencyLimit(count), null), 12_000, Calls));
        var (limit, auto) = Auto();
        var reached = Throughput(Panel().Run(Calls, limit, auto), 12_000, Calls);
        Assert.True(reached >= 0.95 * best, $"{reached:f0} of {best:f0} calls per second ({reached / best:f3})");

        static SimulatedPanel Panel() => new(8, 0.02) { Slower = static number => number is > 8_000 and < 12_000 ? 4 : 1 };
    }

    [Fact]
    public void It_rises_to_its_most_at_a_far_panel_that_never_slows()
    {
        var (limit, auto) = Auto();
        new SimulatedPanel(1000, 0.05) { Cores = 1000, SlowDown = 0 }.Run(2_000, limit, auto);
        Assert.InRange(limit.Limit, AdaptiveLimit.Most * 3 / 4, AdaptiveLimit.Most);
    }

    [Fact]
    public void A_breakdown_halves_it_once_however_many_calls_are_met_by_it_and_it_comes_back_step_by_step()
    {
        var (limit, auto) = Auto();
        new SimulatedPanel(1000, 0.05) { Cores = 1000, SlowDown = 0 }.Run(2_000, limit, auto);
        var before = limit.Limit;
        for (var call = 0; call < 20; call++) auto.Report("mail_user_add", TimeSpan.FromMilliseconds(5), failed: true);
        Assert.Equal(before / 2, limit.Limit);
        new SimulatedPanel(1000, 0.05) { Cores = 1000, SlowDown = 0 }.Run(1_000, limit, auto);
        Assert.InRange(limit.Limit, (before / 2) + 1, before - 1);
    }

    [Fact]
    public void It_does_not_rise_when_rows_come_slower_than_the_panel_could_serve_them()
    {
        var (limit, auto) = Auto();
        // Three calls are in flight, whatever the limit is.
        Assert.True(limit.WaitAsync(CancellationToken.None).IsCompleted);
        Assert.True(limit.WaitAsync(CancellationToken.None).IsCompleted);
        for (var call = 0; call < 5_000; call++) auto.Report("mail_user_add", TimeSpan.FromMilliseconds(20), failed: false);
        Assert.InRange(limit.Limit, 1, 8);
    }

    [Fact]
    public void Fast_lookups_for_the_first_rows_do_not_end_its_rise()
    {
        var (limit, auto) = Auto();
        // As many rows wait as the limit allows.
        for (var row = 0; row < AdaptiveLimit.Most; row++) _ = limit.WaitAsync(CancellationToken.None);
        for (var call = 0; call < 10; call++) auto.Report("mail_domain_get", TimeSpan.FromMilliseconds(2), failed: false);
        for (var call = 0; call < 150; call++) auto.Report("mail_user_add", TimeSpan.FromMilliseconds(20), failed: false);
        Assert.InRange(limit.Limit, 100, AdaptiveLimit.Most);
    }

    [Fact]
    public void It_never_falls_below_one()
    {
        var (limit, auto) = Auto();
        for (var round = 0; round < 50; round++)
        {
            auto.Report("mail_user_add", TimeSpan.FromMilliseconds(5), failed: true);
            new SimulatedPanel(1, 0).Run(200, limit, auto);
            auto.Report("mail_user_add", TimeSpan.FromMilliseconds(5), failed: true);
        }

        Assert.True(limit.Limit >= 1);
    }

    private static (ConcurrencyLimit Limit, AdaptiveLimit Auto) Auto()
    {
        var limit = new ConcurrencyLimit(1);
        return (limit, new AdaptiveLimit(limit));
    }

    private static double Throughput(List<double> answered, int from, int to) => (to - from) / (answered[to - 1] - answered[from - 1]);
}
