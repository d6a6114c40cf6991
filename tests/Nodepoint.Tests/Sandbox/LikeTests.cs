using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Storage;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class LikeTests : IDisposable
{
    private static readonly string[] Signs = ["a", "B", "b", "s", "ß", "ä", "A", "@", ".", " ", "%", "_", "\\", "0"];

    private readonly PanelState state = new(null, null);

    public void Dispose() => state.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_pattern_finds_by_an_index_what_it_fits_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var column = Tables.Definition("mail_forwarding").Column("source");
        var texts = Enumerable.Range(0, 400).Select(_ => Text(random, 6)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var text in texts) state.Tables.Insert("mail_forwarding", [new("source", text)]);
        for (var i = 0; i < 600; i++)
        {
            var pattern = random.Next(3) switch { 0 => "%@" + Text(random, 2), 1 => Text(random, 2) + "%", _ => Text(random, 5) };
            var (sql, value) = Comparison.Like(column, pattern);
            var found = state.Database.All($"SELECT source FROM mail_forwarding WHERE {sql}", value).Select(row => row["source"]!);
            Assert.Equal(texts.Where(text => Fits(MysqlText.Fold(text), MysqlText.Fold(pattern))).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_pattern_of_many_any_texts_is_soon_found_not_to_fit() =>
        Assert.False(MysqlText.IsLike(new string('a', 5000), string.Concat(Enumerable.Repeat("%a", 50)) + "%b"));

    // A simple and slow implementation of LIKE.
    private static bool Fits(string text, string pattern) => pattern switch
    {
        ['%', .. var rest] => Enumerable.Range(0, text.Length + 1).Any(at => Fits(text[at..], rest)),
        ['_', .. var rest] => text.Length > 0 && Fits(text[1..], rest),
        ['\\', var plain, .. var rest] => text.Length > 0 && text[0] == plain && Fits(text[1..], rest),
        [var plain, .. var rest] => text.Length > 0 && text[0] == plain && Fits(text[1..], rest),
        _ => text.Length == 0,
    };

    private static string Text(Random random, int longest) => string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => Signs[random.Next(Signs.Length)]));
}
