using Nodepoint.IspConfig.Files;
using Xunit;

namespace Nodepoint.Tests.Files;

public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("con")]
    [InlineData("NUL")]
    [InlineData("Com1")]
    [InlineData("lpt9.json")]
    [InlineData("aux.example.zone")]
    public void The_name_of_a_device_is_one_with_any_ending_and_case(string name) => Assert.True(DeviceName.IsOne(name));

    [Theory]
    [InlineData("console")]
    [InlineData("com")]
    [InlineData("com10")]
    [InlineData("my.nul")]
    [InlineData("_con")]
    [InlineData("")]
    public void Another_name_is_not(string name) => Assert.False(DeviceName.IsOne(name));
}
