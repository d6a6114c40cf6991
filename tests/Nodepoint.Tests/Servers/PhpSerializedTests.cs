using CsCheck;
using Nodepoint.IspConfig.Servers;
using Xunit;

namespace Nodepoint.Tests.Servers;

public sealed class PhpSerializedTests
{
    private const string Entry = "a:2:{s:3:\"new\";a:3:{s:4:\"name\";s:5:\"Änne\";s:5:\"quota\";i:5;s:4:\"data\";N;}s:3:\"old\";a:1:{s:4:\"name\";s:0:\"\";}}";

    [Fact]
    public void An_entry_of_the_log_is_read_by_its_lengths_in_bytes()
    {
        Assert.True(PhpSerialized.TryRead(Entry, out var root));
        var now = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(root["new"]);
        Assert.Equal("Änne", now["name"]);
        Assert.Equal("5", now["quota"]);
        Assert.Null(now["data"]);
        Assert.Equal("", Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(root["old"])["name"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("N;")]
    [InlineData("s:3:\"abc\";")]
    [InlineData("a:1:{s:9:\"ab\";N;}")]
    [InlineData("a:1:{s:2:\"ab\";O:8:\"stdClass\":0:{}}")]
    [InlineData("a:99999999:{}")]
    public void What_is_not_an_array_is_not_read(string text) => Assert.False(PhpSerialized.TryRead(text, out _));

    [Fact]
    public void Depth_is_bounded()
        => Assert.False(PhpSerialized.TryRead(string.Concat(Enumerable.Repeat("a:1:{i:0;", 5000)), out _));

    [Fact]
    public void Garbage_never_throws()
        => Gen.Select(Gen.Int[0, Entry.Length - 1], Gen.Int[0, 5], Gen.String).Sample((at, length, put) =>
        {
            _ = PhpSerialized.TryRead(Entry.Remove(at, Math.Min(length, Entry.Length - at)).Insert(at, put), out var root);
            return root is not null;
        }, iter: 20_000);
}
