using Nodepoint.IspConfig.Model.Passwords;
using Xunit;

namespace Nodepoint.Tests.Model.Passwords;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("abcd", 1)]
    [InlineData("abcdefgh", 2)]
    [InlineData("abcdefghi", 3)]
    [InlineData("Abcdef12", 3)]
    [InlineData("Abcdefgh12", 4)]
    [InlineData("Abcdefgh123", 5)]
    [InlineData("Ab-def12", 4)]
    [InlineData("Ab-defg12", 5)]
    [InlineData("Mbcdefgh1", 3)]
    public void A_password_is_as_strong_as_the_panel_thinks(string password, int strength) => Assert.Equal(strength, PasswordRule.StrengthOf(password));

    [Theory]
    [InlineData("Ab-def12", true)]
    [InlineData("Ab-d12", false)]
    [InlineData("abcdefgh", false)]
    [InlineData("", false)]
    public void The_rule_takes_what_is_long_and_strong_enough(string password, bool taken)
    {
        var complaint = new PasswordRule(8, 3).Validate(password);
        Assert.Equal(taken, complaint is null);
        if (password.Length > 0) Assert.DoesNotContain(password, complaint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_password_is_never_taken() => Assert.NotNull(new PasswordRule(0, 0).Validate(""));

    [Fact]
    public void A_rule_that_could_not_be_read_says_what_permission_would_help()
    {
        Assert.Contains("Server functions", new PasswordRule(8, 3) { IsAssumed = true }.Validate("weak"), StringComparison.Ordinal);
        Assert.DoesNotContain("Server functions", new PasswordRule(8, 3).Validate("weak"), StringComparison.Ordinal);
    }
}
