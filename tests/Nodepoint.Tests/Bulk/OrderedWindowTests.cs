using CsCheck;
using Nodepoint.IspConfig.Bulk;
using Xunit;

namespace Nodepoint.Tests.Bulk;

public sealed class OrderedWindowTests
{
    private static OrderedWindow<int> Window(int limit) => new(new ConcurrencyLimit(limit), limit * 8);

    private static void Add(OrderedWindow<int> window, Func<Task<int>> work, CancellationToken noMore = default) => window.Add(work, () => -1, null, noMore);

    [Fact]
    public void Results_come_out_in_the_order_of_the_work_whichever_ends_first_and_no_more_are_held_than_said()
        => Gen.Select(Gen.Int[1, 16], Gen.Int[1, 40], Gen.Int[0, 200], Gen.Int[0, 9].Array[1, 20]).Sample((limit, capacity, count, pauses) =>
        {
            var window = new OrderedWindow<int>(new ConcurrencyLimit(limit), capacity);
            var taken = new List<int>();
            var underWay = 0;
            for (var i = 0; i < count; i++)
            {
                var piece = i;
                Add(window, async () =>
                {
                    Assert.True(Interlocked.Increment(ref underWay) <= limit);
                    for (var pause = pauses[piece % pauses.Length]; pause > 0; pause--) await Task.Yield();
                    Interlocked.Decrement(ref underWay);
                    return piece;
                });
                while (window.TryTake(out var ready)) taken.Add(ready);
                while (window.IsFull) taken.Add(window.Take());
                Assert.True(piece + 1 - taken.Count < capacity);
            }

            while (!window.IsEmpty) taken.Add(window.Take());
            Assert.Equal(Enumerable.Range(0, count), taken);
        }, iter: 200);

    [Fact]
    public void As_many_pieces_run_at_once_as_the_limit_says()
    {
        var window = Window(4);
        using var four = new CountdownEvent(4);
        for (var i = 0; i < 16; i++)
        {
            Add(window, () =>
            {
                // Each piece waits until four have started, so with a lower concurrency the test would not end.
                if (!four.IsSet) four.Signal();
                four.Wait();
                return Task.FromResult(0);
            });
        }

        while (!window.IsEmpty) window.Take();
        Assert.True(four.IsSet);
    }

    [Fact]
    public void One_at_a_time_the_work_is_begun_in_the_order_in_which_it_came()
    {
        for (var round = 0; round < 500; round++)
        {
            var window = Window(1);
            var begun = new List<int>();
            for (var i = 0; i < 8; i++)
            {
                var piece = i;
                Add(window, () =>
                {
                    begun.Add(piece);
                    return Task.FromResult(piece);
                });
            }

            while (!window.IsEmpty) window.Take();
            Assert.Equal(Enumerable.Range(0, 8), begun);
        }
    }

    [Fact]
    public void A_piece_that_fails_does_so_in_its_place_and_the_others_continue()
    {
        var window = Window(2);
        Add(window, () => Task.FromResult(1));
        Add(window, () => Task.FromException<int>(new FormatException("bad")));
        Add(window, () => Task.FromResult(3));
        Assert.Equal(1, window.Take());
        Assert.Throws<FormatException>(() => window.Take());
        Assert.Equal(3, window.Take());
    }

    [Fact]
    public async Task When_nothing_more_shall_begin_what_is_in_flight_ends_and_the_rest_is_withdrawn()
    {
        var window = Window(1);
        using var noMore = new CancellationTokenSource();
        var going = new TaskCompletionSource<int>();
        Add(window, () => going.Task, noMore.Token);
        Add(window, () => Task.FromResult(2), noMore.Token);
        await noMore.CancelAsync();
        going.SetResult(1);
        Assert.Equal(1, window.Take());
        Assert.Equal(-1, window.Take());
    }

    [Fact]
    public void A_wait_that_is_ended_leaves_the_result_where_it_is()
    {
        var window = Window(1);
        var going = new TaskCompletionSource<int>();
        Add(window, () => going.Task);
        Assert.Throws<OperationCanceledException>(() => window.Take(new CancellationToken(canceled: true)));
        going.SetResult(5);
        Assert.Equal(5, window.Take());
    }

    [Fact]
    public void What_follows_the_work_holds_no_place_and_is_over_before_the_result_is_given()
    {
        var window = Window(1);
        var noted = new TaskCompletionSource();
        var settled = false;
        window.Add(() => Task.FromResult(1), () => -1, async _ =>
        {
            await noted.Task;
            settled = true;
        }, CancellationToken.None);
        // It would never start if the first one kept its slot until it is recorded.
        Add(window, () =>
        {
            noted.SetResult();
            return Task.FromResult(2);
        });
        Assert.Equal(1, window.Take());
        Assert.True(settled);
        Assert.Equal(2, window.Take());
    }
}
