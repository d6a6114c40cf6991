using System.Text;
using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

/// <summary>Journals of versions that wrote rows in another way, or in another format.</summary>
public sealed class JournalVersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "import.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Journal Open(string content = "1-today") => Journal.Open(File, "New-NpMailbox", new Uri("https://panel.example.com:8080/"), content, TimeProvider.System);

    // The same row, as two versions write it: a parameter was renamed.
    private static JournalRow Match(Journal journal, string key, string parameter = "Quota", string value = "1GB", string? token = null)
        => journal.Match(key, Encoding.UTF8.GetBytes($$"""{"Email":"{{key}}","{{parameter}}":"{{value}}"}"""), token: token);

    private void Run(string content, string parameter, params (string Key, JournalState State)[] rows)
    {
        using var journal = Open(content);
        foreach (var (key, state) in rows)
        {
            var row = Match(journal, key, parameter);
            if (row.Earlier == JournalState.Done) continue;
            journal.SendingAsync(row);
            if (state == JournalState.Done) journal.DoneAsync(row, row.Number + 100, Encoding.UTF8.GetBytes($$"""{"login":"{{key}}"}"""));
            if (state == JournalState.Failed) journal.RecordFailureAsync(row, state, "Validation", "It is bad.", default);
        }
    }

    private void ReplaceInHeader(string text, string by)
    {
        var lines = System.IO.File.ReadAllLines(File);
        Assert.Contains(text, lines[0], StringComparison.Ordinal);
        lines[0] = lines[0].Replace(text, by, StringComparison.Ordinal);
        System.IO.File.WriteAllLines(File, lines);
    }

    [Fact]
    public void Done_rows_whose_parameter_was_renamed_are_done_and_counted()
    {
        Run("1-before", "Size", ("a", JournalState.Done), ("b", JournalState.Done), ("c", JournalState.Failed), ("d", JournalState.Sending));
        using var journal = Open();
        var rows = new[] { "a", "b", "c", "d" }.Select(key => Match(journal, key)).ToArray();
        Assert.Equal([JournalState.Done, JournalState.Done, JournalState.Failed, JournalState.Sending], rows.Select(row => row.Earlier));
        Assert.All(rows, row => Assert.Equal(JournalRefusal.None, row.Refusal));
        Assert.Equal(101, rows[0].Id);
        Assert.Equal("""{"login":"a"}""", Encoding.UTF8.GetString(journal.StoredOf(rows[0]).Span));
        Assert.Equal(2, journal.MatchedByKeyAlone);
    }

    [Fact]
    public void Rows_that_are_written_as_before_are_compared_in_full_and_not_counted()
    {
        Run("1-before", "Quota", ("a", JournalState.Done), ("b", JournalState.Done));
        using var journal = Open();
        Assert.All(new[] { "a", "b" }, key => Assert.Equal(JournalState.Done, Match(journal, key).Earlier));
        Assert.Equal(0, journal.MatchedByKeyAlone);
    }

    [Fact]
    public void A_done_row_with_other_values_is_a_conflict_within_one_version()
    {
        Run("1-today", "Quota", ("a", JournalState.Done));
        using var journal = Open();
        Assert.Equal(JournalRefusal.OtherValues, Match(journal, "a", value: "2GB").Refusal);
        Assert.Equal(0, journal.MatchedByKeyAlone);
    }

    [Fact]
    public void A_row_that_a_later_version_has_done_in_an_earlier_journal_is_compared_by_that_version()
    {
        Run("1-before", "Size", ("a", JournalState.Done), ("b", JournalState.Failed));
        Run("1-today", "Quota", ("a", JournalState.Done), ("b", JournalState.Done), ("c", JournalState.Done));
        using (var journal = Open())
        {
            Assert.Equal(JournalRefusal.None, Match(journal, "a", value: "2GB").Refusal);
            Assert.Equal(JournalRefusal.OtherValues, Match(journal, "b", value: "2GB").Refusal);
            Assert.Equal(JournalRefusal.OtherValues, Match(journal, "c", value: "2GB").Refusal);
            Assert.Equal(1, journal.MatchedByKeyAlone);
        }

        // The earlier version compares its own rows, and those of the later one by key.
        using var earlier = Open("1-before");
        Assert.Equal(JournalRefusal.OtherValues, Match(earlier, "a", "Size", "2GB").Refusal);
        Assert.Equal(JournalRefusal.None, Match(earlier, "b", "Size", "2GB").Refusal);
    }

    [Fact]
    public void Rows_of_equal_key_are_recognized_in_order()
    {
        Run("1-before", "Size", ("a", JournalState.Done), ("a", JournalState.Failed));
        using var journal = Open();
        Assert.Equal([(1, JournalState.Done), (2, JournalState.Failed)], Enumerable.Range(0, 2).Select(_ => Match(journal, "a")).Select(row => (row.Number, row.Earlier)));
    }

    [Fact]
    public void A_row_of_another_key_is_not_taken_for_a_done_one()
    {
        Run("1-before", "Size", ("a", JournalState.Done));
        using var journal = Open();
        Assert.Equal(JournalState.None, Match(journal, "z").Earlier);
        Assert.Equal(0, journal.MatchedByKeyAlone);
    }

    [Fact]
    public void A_row_that_was_fixed_under_another_key_is_recognized_in_the_original_input()
    {
        Run("1-before", "Size", ("a", JournalState.Done), ("wrong", JournalState.Failed));
        using (var journal = Open("1-before"))
        {
            var row = Match(journal, "right", "Size", token: JournalReport.Read(File).Failed().Single().Token);
            journal.SendingAsync(row);
            journal.DoneAsync(row, 7, default);
        }

        using var today = Open();
        Assert.Equal(JournalState.Done, Match(today, "a").Earlier);
        var original = Match(today, "wrong");
        Assert.Equal((2, JournalState.Done, true, true), (original.Number, original.Earlier, original.IsFixed, original.IsMatchedByKeyAlone));
    }

    [Fact]
    public void What_must_follow_a_row_that_may_be_done_is_still_known()
    {
        using (var journal = Open("1-before")) journal.SendingAsync(Match(journal, "a", "Size"), "[1]"u8.ToArray());
        using var today = Open();
        var row = Match(today, "a");
        Assert.Equal((JournalState.Sending, JournalRefusal.None), (row.Earlier, row.Refusal));
        Assert.Equal("[1]", Encoding.UTF8.GetString(today.StoredOf(row).Span));
    }

    [Theory]
    [InlineData("\"journal\":3", "a newer version of Nodepoint (7.8.9)")]
    [InlineData("\"journal\":20000", "a newer version of Nodepoint (7.8.9)")]
    public void A_newer_format_is_refused_as_written_by_a_newer_version(string format, string writer)
    {
        Run("1-today", "Quota", ("a", JournalState.Done));
        var version = JournalReport.Read(File).Header.Version!;
        ReplaceInHeader("\"journal\":2", format);
        ReplaceInHeader(version, "7.8.9");
        var before = System.IO.File.ReadAllText(File);
        Assert.Contains("written by " + writer + ". ", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("written by " + writer + ". ", Assert.Throws<JournalException>(() => JournalReport.Read(File)).Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("{\"journal\":4}")]
    [InlineData("{\"journal\":3,\"version\":\"\"}")]
    [InlineData("{\"journal\":3,\"version\":\"\\u0007\"}")]
    public void A_newer_format_without_a_version_is_refused_in_the_same_way(string header)
    {
        System.IO.File.WriteAllText(File, header + "\n");
        Assert.Contains("written by a newer version of Nodepoint. ", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"journal\":0}")]
    [InlineData("{\"journal\":\"2\"}")]
    [InlineData("{\"journal\":-1,\"version\":\"1.0.0\"}")]
    [InlineData("{\"journal\":99999999999}")]
    public void Another_file_is_not_taken_for_a_newer_journal(string header)
    {
        System.IO.File.WriteAllText(File, header + "\n");
        Assert.Contains("is not a journal", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_names_the_version_that_created_it()
    {
        Run("1-today", "Quota", ("a", JournalState.Done));
        using var journal = Open();
        Assert.Equal(typeof(Journal).Assembly.GetName().Version!.ToString(3), journal.CreatedBy);
        Assert.Equal("1-today", JournalReport.Read(File).Header.Content);
    }
}
