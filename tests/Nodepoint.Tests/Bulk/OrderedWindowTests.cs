using CsCheck;
using Nodepoint.IspConfig.Bulk;
using Xunit;

namespace Nodepoint.Tests.Bulk;

public sealed class OrderedWindowTests
{
    [Fact]
    public void Results_come_out_in_the_order_of_the_work_whichever_ends_first() => Gen.Select(Gen.Int[1, 16], Gen.Int[0, 200]).Sample((limit, count) =>
    {
        using var window = new OrderedWindow<int>(limit);
        var taken = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var piece = i;
            window.Add(async () =>
            {
                if (piece % 3 == 0) await Task.Yield();
                return piece;
            }, CancellationToken.None);
            while (window.TryTake(out var ready)) taken.Add(ready);
            while (window.IsFull) taken.Add(window.Take());
        }

        while (!window.IsEmpty) taken.Add(window.Take());
        Assert.Equal(Enumerable.Range(0, count), taken);
    }, iter: 50);

    [Fact]
    public void No_more_pieces_are_under_way_than_the_limit_says_and_as_many_as_it_says()
    {
        using var window = new OrderedWindow<int>(4);
        using var four = new CountdownEvent(4);
        var underWay = 0;
        var most = 0;
        for (var i = 0; i < 16; i++)
        {
            window.Add(() =>
            {
                var now = Interlocked.Increment(ref underWay);
                lock (window) most = Math.Max(most, now);
                // Nobody goes on before four are here, so a smaller overlap would never end.
                if (!four.IsSet) four.Signal();
                four.Wait();
                Interlocked.Decrement(ref underWay);
                return Task.FromResult(now);
            }, CancellationToken.None);
        }

        while (!window.IsEmpty) window.Take();
        Assert.Equal(4, most);
    }

    [Fact]
    public void One_at_a_time_the_work_is_begun_in_the_order_in_which_it_came()
    {
        for (var round = 0; round < 500; round++)
        {
            using var window = new OrderedWindow<int>(1);
            var begun = new List<int>();
            for (var i = 0; i < 8; i++)
            {
                var piece = i;
                window.Add(() =>
                {
                    begun.Add(piece);
                    return Task.FromResult(piece);
                }, CancellationToken.None);
            }

            while (!window.IsEmpty) window.Take();
            Assert.Equal(Enumerable.Range(0, 8), begun);
        }
    }

    [Fact]
    public void A_piece_that_fails_does_so_in_its_place_and_the_others_go_on()
    {
        using var window = new OrderedWindow<int>(2);
        window.Add(() => Task.FromResult(1), CancellationToken.None);
        window.Add(() => Task.FromException<int>(new FormatException("bad")), CancellationToken.None);
        window.Add(() => Task.FromResult(3), CancellationToken.None);
        Assert.Equal(1, window.Take());
        Assert.Throws<FormatException>(() => window.Take());
        Assert.Equal(3, window.Take());
    }
}
