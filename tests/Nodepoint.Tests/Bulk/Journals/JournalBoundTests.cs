using System.Text;
using CsCheck;
using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

/// <summary>Rows of any size: the lines of a journal have a maximum length, and no more than one of them is in memory.</summary>
public sealed class JournalBoundTests : IDisposable
{
    private const int Mega = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "import.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Journal Open() => Journal.Open(File, "Set-NpWebsite", new Uri("https://panel.example.com:8080/"), "1", TimeProvider.System);

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes($$"""{"value":"{{text}}"}""");

    private static string Stored(Journal journal, JournalRow row) => Encoding.UTF8.GetString(journal.StoredOf(row).Span);

    private int LongestLine => System.IO.File.ReadLines(File, Encoding.Latin1).Max(line => line.Length);

    // Texts whose JSON is up to six times as long.
    private static readonly Gen<char> Characters = Gen.OneOf(Gen.Char['a', 'z'], Gen.Const('"'), Gen.Const('\u0001'), Gen.Const('ä'), Gen.Const('\u4E2D'));

    [Fact]
    public void Rows_of_any_size_are_recognized_and_no_line_is_too_long()
        => Gen.Select(Characters, Gen.OneOf(Gen.Int[0, 3_000], Gen.Int[0, 2 * Mega]), Gen.OneOf(Gen.Int[0, 100], Gen.Int[0, 2 * Mega]), Gen.Int[0, 20_000], Gen.Enum<JournalState>()).Array[1, 4].Sample(rows =>
        {
            System.IO.File.Delete(File);
            using (var journal = Open())
                foreach (var (character, keyLength, valuesLength, errorLength, state) in rows)
                {
                    var row = journal.Match(new string(character, keyLength), Json(new string('v', valuesLength)));
                    journal.SendingAsync(row);
                    if (state == JournalState.Done) journal.DoneAsync(row, 1, Json(new string('v', valuesLength)));
                    if (state is JournalState.Failed or JournalState.Unknown) journal.RecordFailureAsync(row, state, new string(character, errorLength), new string(character, errorLength), Json(new string('v', valuesLength)));
                    if (state == JournalState.Withdrawn) journal.WithdrawnAsync(row);
                }

            Assert.InRange(LongestLine, 1, Mega);
            using var again = Open();
            foreach (var (character, keyLength, valuesLength, _, state) in rows)
            {
                var row = again.Match(new string(character, keyLength), Json(new string('v', valuesLength)));
                Assert.Equal(state is JournalState.Done or JournalState.Failed or JournalState.Unknown or JournalState.Withdrawn ? state : JournalState.Sending, row.Earlier);
                if (state != JournalState.Done) continue;
                // The values and the marks around them, and the room that the rest of the line may need.
                var isOmitted = valuesLength + 12 > Mega - (1 << 16);
                Assert.Equal((isOmitted, isOmitted ? "" : Encoding.UTF8.GetString(Json(new string('v', valuesLength)))), (row.IsStoredOmitted, Stored(again, row)));
            }

            Assert.Equal(rows.Length, JournalReport.Read(File).Rows);
        }, iter: 15, threads: 1);

    [Fact]
    public void Long_keys_that_begin_alike_are_different_rows()
    {
        using (var journal = Open())
            foreach (var end in new[] { "a", "b" })
            {
                var row = journal.Match(new string('k', Mega) + end, Json(end));
                journal.SendingAsync(row);
                if (end == "b") journal.DoneAsync(row, 1, default);
            }

        using var again = Open();
        Assert.Equal([(2, JournalState.Done), (1, JournalState.Sending)], new[] { "b", "a" }.Select(end => again.Match(new string('k', Mega) + end, Json(end))).Select(row => (row.Number, row.Earlier)));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(5_000)]
    public void A_key_that_an_earlier_version_wrote_in_full_is_recognized(int length)
    {
        var key = new string('\u4E2D', length);
        using (var journal = Open()) journal.SendingAsync(journal.Match("short", Json("v")));
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace("\"key\":\"short\"", $"\"key\":\"{key}\"", StringComparison.Ordinal));
        using var again = Open();
        var row = again.Match(key, Json("v"));
        Assert.Equal((1, JournalState.Sending), (row.Number, row.Earlier));
    }

    [Fact]
    public void A_failed_row_whose_values_do_not_fit_says_so()
    {
        using (var journal = Open())
        {
            var row = journal.Match("a", Json("v"));
            journal.SendingAsync(row);
            journal.RecordFailureAsync(row, JournalState.Failed, "Validation", new string('e', Mega), Json(new string('v', Mega)));
        }

        var failed = Assert.Single(JournalReport.Read(File).Failed());
        Assert.True(failed.Given.IsEmpty);
        Assert.Equal(Mega + 12, failed.Omitted);
        Assert.EndsWith("... (1,044,480 more characters)", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_not_sent_without_the_changes_that_have_to_follow_it()
    {
        using (var journal = Open())
        {
            var row = journal.Match("a", Json("v"));
            journal.SendingAsync(row, Json(new string('v', Mega / 2)));
            var problem = Assert.Throws<IOException>(() => journal.SendingAsync(row, Json(new string('v', Mega))).GetAwaiter().GetResult());
            Assert.Contains("too long for the journal", problem.Message, StringComparison.Ordinal);
            // It is an error of this row alone.
            journal.RecordFailureAsync(row, JournalState.Failed, "Validation", problem.Message, default);
        }

        Assert.Equal(1, JournalReport.Read(File).CountOf(JournalState.Failed));
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_by_its_number_without_being_read_into_memory()
    {
        using (var journal = Open())
            foreach (var key in new[] { "a", "b" }) journal.SendingAsync(journal.Match(key, Json("v")));
        var lines = System.IO.File.ReadAllLines(File);
        lines[1] = lines[1].Replace("\"key\":\"a\"", $"\"key\":\"{new string('k', 64 * Mega)}\"", StringComparison.Ordinal);
        System.IO.File.WriteAllLines(File, lines);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("Line 2", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("Line 2", Assert.Throws<JournalException>(() => JournalReport.Read(File)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12 * Mega);
        // As the last line too: a power failure does not leave a line break after it.
        System.IO.File.WriteAllLines(File, lines[..2]);
        Assert.Contains("Line 2", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("Line 2", Assert.Throws<JournalException>(() => JournalReport.Read(File)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Mega - 1)]
    [InlineData(Mega)]
    [InlineData(Mega + 1)]
    public void The_longest_line_is_read_and_one_byte_more_is_not(int length)
    {
        using (var journal = Open()) journal.SendingAsync(journal.Match("a", Json("v")));
        var lines = System.IO.File.ReadAllLines(File);
        lines[1] = lines[1][..^1] + new string(' ', length - lines[1].Length) + "}";
        Assert.Equal(length, lines[1].Length);
        System.IO.File.WriteAllLines(File, lines);
        if (length > Mega) Assert.Throws<JournalException>(() => Open());
        else
        {
            using var journal = Open();
            Assert.Equal(JournalState.Sending, journal.Match("a", Json("v")).Earlier);
        }
    }

    [Fact]
    public void An_incomplete_end_of_any_length_is_dropped()
    {
        using (var journal = Open()) journal.SendingAsync(journal.Match("a", Json("v")));
        var whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.AppendAllText(File, new string('\0', 5 * Mega));
        Assert.Equal(1, JournalReport.Read(File).CountOf(JournalState.Sending));
        using (var journal = Open()) Assert.Equal(JournalState.Sending, journal.Match("a", Json("v")).Earlier);
        Assert.Equal(whole, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"journal\":1,")]
    [InlineData("{\"journal\":2,")]
    public void A_file_without_line_breaks_is_not_a_journal_and_left_unchanged(string start)
    {
        System.IO.File.WriteAllText(File, start + new string('x', 3 * Mega));
        Assert.Contains("is not a journal", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("is not a journal", Assert.Throws<JournalException>(() => JournalReport.Read(File)).Message, StringComparison.Ordinal);
        Assert.Equal(start.Length + 3 * Mega, new FileInfo(File).Length);
    }

    [Fact]
    public void Pieces_of_any_length_put_in_anywhere_are_read_or_refused_but_never_break_it()
    {
        using (var journal = Open())
            foreach (var key in new[] { "a", "b", "c" })
            {
                var row = journal.Match(key, Json("v"));
                journal.SendingAsync(row);
                journal.DoneAsync(row, 1, Json(key));
            }

        var whole = System.IO.File.ReadAllBytes(File);
        var piece = Gen.Select(Gen.OneOf("\n 0\"{\0\u00FF".Select(one => Gen.Const((byte)one)).ToArray()), Gen.OneOf(Gen.Int[1, 100], Gen.Int[Mega - 300, Mega + 300], Gen.Int[1, 2 * Mega]));
        Gen.Select(Gen.Int[0, whole.Length], piece).Array[1, 2].Sample(pieces =>
        {
            var bytes = whole.ToList();
            foreach (var (at, (value, count)) in pieces) bytes.InsertRange(at, Enumerable.Repeat(value, count));
            System.IO.File.WriteAllBytes(File, [.. bytes]);
            try { Assert.Empty(JournalReport.Read(File).Failed()); }
            catch (JournalException) { }

            try
            {
                using var journal = Open();
                foreach (var key in new[] { "a", "b", "c" }) Stored(journal, journal.Match(key, Json("v")));
            }
            catch (JournalException) { }
        }, iter: 40, threads: 1);
    }
}
