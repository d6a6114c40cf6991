using System.Globalization;
using Nodepoint.IspConfig.Sites;
using Xunit;

namespace Nodepoint.Tests.Sites;

public sealed class LastMonthTests
{
    // The panel takes the same day of last month; where last month has no such day, it returns the figure of this month.
    [Theory]
    [InlineData("2026-05-31", false)]
    [InlineData("2026-05-30", true)]
    [InlineData("2026-03-29", false)]
    [InlineData("2024-03-29", true)]
    [InlineData("2024-03-30", false)]
    [InlineData("2026-12-31", false)]
    [InlineData("2026-01-31", true)]
    [InlineData("2026-08-31", true)]
    [InlineData("2026-11-29", true)]
    public void Last_month_is_told_only_on_a_day_that_last_month_has(string today, bool isTold) =>
        Assert.Equal(isTold, SiteUsage.TellsLastMonth(DateTime.Parse(today, CultureInfo.InvariantCulture)));
}
