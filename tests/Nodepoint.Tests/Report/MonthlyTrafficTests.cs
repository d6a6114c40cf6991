using Nodepoint.IspConfig.Sites;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Report;

public sealed class MonthlyTrafficTests
{
    [Fact]
    public async Task A_month_is_the_difference_of_the_sums_of_the_last_days()
    {
        await using var panel = new ScriptedPanel().On("trafficquota_get_by_user", Sum(900), Sum(700), Sum(300));
        await using var connection = await panel.OpenAsync();
        using var one = new SemaphoreSlim(1);
        var (months, sites) = await MonthlyTraffic.ReadAsync(new SiteUsage(connection), 0, 3, async read =>
        {
            await one.WaitAsync(TestContext.Current.CancellationToken);
            try { return await read(); }
            finally { one.Release(); }
        }, CancellationToken.None);
        Assert.Equal([200, 400, 300], Assert.Single(sites).Bytes);
        Assert.Equal("a.example", sites[0].Domain);
        Assert.Equal(3, months.Count);
        Assert.Equal(1, months[^1].Day);
        var days = panel.Requests.Where(request => request.Function == "trafficquota_get_by_user").Select(request => int.Parse(request.Text("lastdays")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((months[^1] - months[0]).Days, days[0] - days[2]);
    }

    private static Answer Sum(int bytes) => Answer.Ok($$$"""{"a.example":{"domain_id":"1","lastdays":"{{{bytes}}}.0000"},"b.example":{"domain_id":"2"}}""");
}
