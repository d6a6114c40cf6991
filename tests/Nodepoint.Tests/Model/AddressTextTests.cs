using Nodepoint.IspConfig.Model;
using Xunit;

namespace Nodepoint.Tests.Model;

/// <summary>IP addresses as an admin writes them.</summary>
public sealed class AddressTextTests
{
    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("1", false)]
    [InlineData("127.1", false)]
    [InlineData("192.168.1", false)]
    [InlineData("192.0.2.1.", false)]
    [InlineData("192.0.2.256", false)]
    [InlineData("", false)]
    [InlineData("example.com", false)]
    public void Have_four_numbers_or_colons(string text, bool isAddress) => Assert.Equal(isAddress, AddressText.TryParse(text, out _));

    [Theory]
    [InlineData("192.0.2.0/24", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("10/8", false)]
    [InlineData("192.168/16", false)]
    [InlineData("192.0.2.0/33", false)]
    [InlineData("/24", false)]
    public void Are_networks_with_a_prefix_length(string text, bool isNetwork) => Assert.Equal(isNetwork, AddressText.IsAddressOrNetwork(text));
}
