using Nodepoint.IspConfig.Bulk;
using Xunit;

namespace Nodepoint.Tests.Bulk;

public sealed class ConcurrencyLimitTests
{
    [Fact]
    public async Task Places_are_given_in_the_order_in_which_they_were_asked_for()
    {
        var limit = new ConcurrencyLimit(1);
        var first = limit.WaitAsync(default);
        var second = limit.WaitAsync(default);
        var third = limit.WaitAsync(default);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(second.IsCompleted);
        limit.Release();
        await second;
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_higher_limit_lets_those_in_who_wait_and_a_lower_one_takes_no_place_away()
    {
        var limit = new ConcurrencyLimit(1);
        _ = limit.WaitAsync(default);
        Task[] waiting = [limit.WaitAsync(default), limit.WaitAsync(default)];
        limit.Limit = 3;
        await Task.WhenAll(waiting);
        limit.Limit = 1;
        Assert.Equal(3, limit.Taken);
        var later = limit.WaitAsync(default);
        limit.Release();
        limit.Release();
        Assert.False(later.IsCompleted);
        limit.Release();
        await later;
    }

    [Fact]
    public async Task A_caller_that_gives_up_uses_no_slot()
    {
        var limit = new ConcurrencyLimit(1);
        _ = limit.WaitAsync(default);
        using var patience = new CancellationTokenSource();
        var gone = limit.WaitAsync(patience.Token);
        var next = limit.WaitAsync(default);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        limit.Release();
        await next;
        Assert.Equal(1, limit.Taken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void A_limit_is_1_to_256(int limit) => Assert.Throws<ArgumentOutOfRangeException>(() => new ConcurrencyLimit(limit));
}
