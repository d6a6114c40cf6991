using CsCheck;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Mail;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("info@example.com", "info@example.com", "info@example.com")]
    [InlineData(" Info@EXAMPLE.com ", "info@example.com", "info@example.com")]
    [InlineData("o'neil_x-y.z@example.com", "o'neil_x-y.z@example.com", "o'neil_x-y.z@example.com")]
    [InlineData("post@Müller.de", "post@xn--mller-kva.de", "post@müller.de")]
    [InlineData("post@xn--mller-kva.de", "post@xn--mller-kva.de", "post@müller.de")]
    public void An_address_is_kept_in_lower_case_and_punycode(string typed, string address, string shown)
    {
        var read = EmailAddress.Parse(typed);
        Assert.Equal((address, shown), (read.Address, read.Unicode));
        Assert.Equal(read, EmailAddress.Parse(read.Unicode));
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("info", "no @")]
    [InlineData("@example.com", "before the @")]
    [InlineData("info@", "the domain after the @ is missing")]
    [InlineData("info@localhost", "no dot")]
    [InlineData("in fo@example.com", "' '")]
    [InlineData("a@b@example.com", "'@'")]
    [InlineData(".a@example.com", "dot")]
    [InlineData("a..b@example.com", "dot")]
    [InlineData("info@exa mple.com", "domain")]
    [InlineData("info@-x.com", "hyphens")]
    [InlineData("info@203.0.113.1", "number")]
    [InlineData("jörg@example.com", "'ö'")]
    [InlineData("Info <info@example.com>", "address only")]
    [InlineData("info+shop@example.com", "plus sign")]
    public void What_is_not_an_address_is_refused_in_words(string? typed, string said) =>
        Assert.Contains(said, Assert.Throws<RuleException>(() => EmailAddress.Parse(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_plus_sign_is_taken_where_it_may_be()
    {
        var address = EmailAddress.Parse("info+shop@example.com", allowPlus: true);
        Assert.True(address.HasDetail);
        Assert.Equal("info+shop@example.com", address.ToString());
    }

    [Fact]
    public void Three_hundred_characters_of_garbage_make_one_short_message()
    {
        var message = Assert.Throws<RuleException>(() => EmailAddress.Parse(new string('x', 300))).Message;
        Assert.True(message.Length < 150, message);
        Assert.True(Assert.Throws<RuleException>(() => EmailAddress.Parse($"a@{new string('x', 300)}\n.com")).Message.Length < 220);
        Assert.Equal("xn--mller-kva.de", EmailAddress.ParseDomain("Müller.de."));
        Assert.Throws<RuleException>(() => EmailAddress.ParseDomain("müller"));
    }

    [Fact]
    public void Whatever_is_typed_is_an_address_or_refused_in_one_line() =>
        Gen.OneOf(Gen.String, Gen.Select(Gen.String, Gen.String, (a, b) => $"{a}@{b}")).Sample(typed =>
        {
            try
            {
                var read = EmailAddress.Parse(typed);
                Assert.Equal(read, EmailAddress.Parse(read.Address));
            }
            catch (RuleException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.True(e.Message.Length < 300, e.Message);
            }
        });
}
