using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Xunit;

namespace Nodepoint.Tests.Model;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("7", null, "7")]
    [InlineData("example.com", null, "example.com")]
    [InlineData("1 OR 1=1", null, "1 OR 1=1")]
    [InlineData("+1", null, "+1")]
    public void A_text_is_a_name_even_if_it_has_only_digits(string typed, long? id, string? key)
    {
        var reference = new Reference<MailDomain>(typed);
        Assert.Equal(id, reference.Id);
        Assert.Equal(key, reference.Key);
    }

    [Fact]
    public void A_negative_number_is_refused_because_it_means_everything_to_the_panel()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Reference<MailDomain>(-1));

    [Fact]
    public void Sets_of_columns_behave_as_sets()
    {
        var set = ColumnSet.Empty.With(3).With(127).With(3);
        Assert.Equal([3, 127], set);
        Assert.Equal([127], set.Without(3));
        Assert.Equal(128, ColumnSet.First(128).Count());
        Assert.True(set.Except(set).IsEmpty);
    }
}
