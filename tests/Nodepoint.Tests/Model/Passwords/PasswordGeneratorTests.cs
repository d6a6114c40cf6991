using CsCheck;
using Nodepoint.IspConfig.Model.Passwords;
using Xunit;

namespace Nodepoint.Tests.Model.Passwords;

public sealed class PasswordGeneratorTests
{
    [Fact]
    public void A_password_of_any_length_has_every_class_the_panel_looks_for_and_nothing_that_looks_alike() =>
        Gen.Int[PasswordGenerator.ShortestLength, PasswordGenerator.LongestLength].Sample(length =>
        {
            var password = PasswordGenerator.Generate(length);
            Assert.Equal(length, password.Length);
            Assert.True(char.IsAsciiLetter(password[0]));
            Assert.Contains(password, char.IsAsciiLetterLower);
            Assert.Contains(password, char.IsAsciiLetterUpper);
            Assert.Contains(password, char.IsAsciiDigit);
            Assert.Contains(password, character => "!*+-.:=?@_".Contains(character, StringComparison.Ordinal));
            Assert.DoesNotContain(password, character => "0OoIl1".Contains(character, StringComparison.Ordinal) && character != 'o');
        });

    [Fact]
    public void Two_passwords_are_never_the_same() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => PasswordGenerator.Generate()).Distinct().Count());

    [Theory]
    [InlineData(7)]
    [InlineData(129)]
    [InlineData(-1)]
    public void A_password_has_8_to_128_characters(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => PasswordGenerator.Generate(length));
}
