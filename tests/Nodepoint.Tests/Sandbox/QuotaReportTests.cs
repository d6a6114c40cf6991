using Nodepoint.Sandbox.Php;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class QuotaReportTests
{
    [Fact]
    public void Reports_are_merged_as_by_array_merge_recursive()
    {
        var merged = Report("web1", 5L).MergedDeeplyWith(Report("web1", "7")).MergedDeeplyWith(Report("web2", 1L)).MergedDeeplyWith(Report("web1", null));

        var web1 = (PhpArray)((PhpArray)merged.Value("user")!).Value("web1")!;
        Assert.Equal([5L, "7", null], ((PhpArray)web1.Value("used")!).Values);
        Assert.Equal(1L, ((PhpArray)((PhpArray)merged.Value("user")!).Value("web2")!).Value("used"));
    }

    [Fact]
    public void Members_with_numbers_as_names_are_appended()
    {
        var merged = new PhpArray { ["1001"] = "a" }.MergedDeeplyWith(new PhpArray { ["1001"] = "b" });

        Assert.Equal(["1001", "1002"], merged.Keys);
    }

    private static PhpArray Report(string user, object? used) => new() { ["user"] = new PhpArray { [user] = new PhpArray { ["used"] = used } } };
}
