using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel.Faults;

public sealed class SentencePatternTests
{
    [Theory]
    [InlineData("No domain * here.", "No domain a.test here.", "a.test")]
    [InlineData("At least * chars and \"*\".", "At least 8 chars and \"Good\".", "8|Good")]
    [InlineData("Under maintenance.*", "Under maintenance. Be patient.", " Be patient.")]
    [InlineData("Under maintenance.*", "Under maintenance.", "")]
    [InlineData("* is none", "x is none", "x")]
    public void Stars_stand_for_anything(string sentence, string text, string found)
    {
        Assert.True(new SentencePattern(sentence).TryMatch(text, out string[]? places));
        Assert.Equal(found, string.Join('|', places));
    }

    [Theory]
    [InlineData("No domain * here.", "No domain a.test there.")]
    [InlineData("No domain * here.", "no domain a.test here.")]
    [InlineData("ab*ba", "aba")]
    [InlineData("A * B * C", "A x C")]
    public void Other_texts_are_no_match(string sentence, string text) => Assert.False(new SentencePattern(sentence).TryMatch(text, out _));

    [Fact]
    public void What_stands_in_place_of_a_star_has_an_end()
    {
        Assert.True(new SentencePattern("a*b").TryMatch("a" + new string('x', 200) + "b", out _));
        Assert.False(new SentencePattern("a*b").TryMatch("a" + new string('x', 201) + "b", out _));
    }
}
