using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Dns.Live;

public sealed class NameServerAddressTests
{
    [Theory]
    [InlineData("ns1.example.com", "ns1.example.com", 53)]
    [InlineData("NS1.Example.com.", "ns1.example.com", 53)]
    [InlineData(" 192.0.2.13 ", "192.0.2.13", 53)]
    [InlineData("192.0.2.13:5353", "192.0.2.13", 5353)]
    [InlineData("ns1.example.com:5353", "ns1.example.com", 5353)]
    [InlineData("2001:db8::13", "2001:db8::13", 53)]
    [InlineData("[2001:db8::13]", "2001:db8::13", 53)]
    [InlineData("[2001:db8::13]:5353", "2001:db8::13", 5353)]
    [InlineData("münchen.example", "xn--mnchen-3ya.example", 53)]
    public void A_name_server_is_a_host_or_an_address_with_a_port(string text, string host, int port)
    {
        var server = NameServerAddress.Parse(text);
        Assert.Equal((host, port), (server.Host, server.Port));
        Assert.Equal(server, NameServerAddress.Parse(server.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("two words")]
    [InlineData(":53")]
    [InlineData("ns1.example.com:")]
    [InlineData("ns1.example.com:0")]
    [InlineData("ns1.example.com:65536")]
    [InlineData("192.0.2.1:http")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    public void Anything_else_is_refused(string text)
        => Assert.Equal(Rule.InvalidNameServer, Assert.Throws<RuleException>(() => NameServerAddress.Parse(text)).Rule);
}
