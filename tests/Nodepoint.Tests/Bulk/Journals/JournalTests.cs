using System.Text;
using CsCheck;
using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

public sealed class JournalTests : IDisposable
{
    private static readonly Uri Panel = new("https://panel.example.com:8080/remote/json.php");

    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "import.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Journal Open(string command = "New-NpMailbox", Uri? panel = null) => Journal.Open(File, command, panel ?? Panel, "1", TimeProvider.System);

    private static byte[] Content(string key, string quota = "1GB") => Encoding.UTF8.GetBytes($$"""{"Email":"{{key}}","Quota":"{{quota}}"}""");

    private static JournalRow Match(Journal journal, string key, string quota = "1GB") => journal.Match(key, Content(key, quota));

    // The journal of a run: rows a, b, ... with their states.
    private void Run(params JournalState[] states)
    {
        using var journal = Open();
        foreach (var (key, state) in Keys(states.Length).Zip(states))
        {
            var row = Match(journal, key);
            journal.SendingAsync(row);
            Note(journal, row, state);
        }
    }

    private static IEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}@example.com");

    private static void Note(Journal journal, JournalRow row, JournalState state) => _ = state switch
    {
        JournalState.Done => journal.DoneAsync(row, row.Number + 100, Encoding.UTF8.GetBytes($$"""{"login":"{{row.Key}}"}""")),
        JournalState.Failed or JournalState.Unknown => journal.RecordFailureAsync(row, state, "Validation", "It is bad. Fix it.", Content(row.Key)),
        JournalState.Withdrawn => journal.WithdrawnAsync(row),
        _ => Task.CompletedTask,
    };

    [Fact]
    public void The_same_input_finds_every_row_as_it_was_left()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Sending, JournalState.Unknown, JournalState.Withdrawn);
        using var journal = Open();
        Assert.True(journal.IsResumed);
        var rows = Keys(6).Select(key => Match(journal, key)).ToArray();
        Assert.Equal([JournalState.Done, JournalState.Failed, JournalState.Sending, JournalState.Unknown, JournalState.Withdrawn, JournalState.None], rows.Select(row => row.Earlier));
        Assert.Equal([1, 2, 3, 4, 5, 6], rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.True(row.IsSame));
        Assert.Equal(101, rows[0].Id);
        Assert.Equal("""{"login":"a@example.com"}""", Encoding.UTF8.GetString(journal.StoredOf(rows[0]).Span));
    }

    [Fact]
    public void Cut_off_at_any_byte_it_is_resumed_and_knows_exactly_what_the_file_contains()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Sending, JournalState.Done, JournalState.Withdrawn);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            var lines = Encoding.UTF8.GetString(whole, 0, length).Split('\n')[..^1];
            using (var journal = Open())
            {
                var states = new JournalState[5];
                foreach (var line in lines.Skip(1))
                    for (var row = 1; row <= 5; row++)
                        foreach (var state in Enum.GetValues<JournalState>())
                            if (line.StartsWith($$"""{"row":{{row}},"state":"{{state.ToString().ToLowerInvariant()}}",""", StringComparison.Ordinal)) states[row - 1] = state;
                var rows = Keys(5).Select(key => Match(journal, key)).ToArray();
                Assert.Equal(states, rows.Select(row => row.Earlier));
                foreach (var row in rows.Where(row => row.Earlier != JournalState.Done))
                {
                    journal.SendingAsync(row);
                    Note(journal, row, JournalState.Done);
                }
            }

            // Appended entries start on a new line, whatever was cut off.
            using var again = Open();
            Assert.All(Keys(5), key => Assert.Equal(JournalState.Done, Match(again, key).Earlier));
        }
    }

    [Fact]
    public void Runs_that_are_cut_off_anywhere_again_and_again_end_with_every_row_done_once_by_the_journal()
        => Gen.Select(Gen.Int[1, 8], Gen.Double[0, 1].Array[0, 6]).Sample((count, cuts) =>
        {
            System.IO.File.Delete(File);
            foreach (var cut in cuts.Append(1))
            {
                using (var journal = Open())
                {
                    foreach (var key in Keys(count))
                    {
                        var row = Match(journal, key);
                        if (row.Earlier == JournalState.Done) continue;
                        journal.SendingAsync(row);
                        Note(journal, row, JournalState.Done);
                    }
                }

                var bytes = System.IO.File.ReadAllBytes(File);
                System.IO.File.WriteAllBytes(File, bytes[..(int)(bytes.Length * cut)]);
            }

            var report = JournalReport.Read(File);
            Assert.Equal(count, report.Rows);
            Assert.Equal(count, report.CountOf(JournalState.Done));
        }, iter: 100, threads: 1);

    [Fact]
    public void A_tail_of_zeros_as_a_power_cut_leaves_it_is_dropped()
    {
        Run(JournalState.Done, JournalState.Sending);
        System.IO.File.AppendAllText(File, new string('\0', 500));
        using var journal = Open();
        Assert.Equal([JournalState.Done, JournalState.Sending], Keys(2).Select(key => Match(journal, key).Earlier));
    }

    [Fact]
    public void A_line_that_is_damaged_in_the_middle_is_refused_by_its_number()
    {
        Run(JournalState.Done, JournalState.Done);
        var lines = System.IO.File.ReadAllLines(File);
        lines[2] = "garbage";
        System.IO.File.WriteAllLines(File, lines);
        Assert.Contains("Line 3", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Contains("Line 3", Assert.Throws<JournalException>(() => JournalReport.Read(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_another_command_or_panel_is_refused()
    {
        Run(JournalState.Done);
        Assert.Contains("New-NpMailbox", Assert.Throws<JournalException>(() => Open("Set-NpMailbox")).Message, StringComparison.Ordinal);
        Assert.Contains("panel.example.com", Assert.Throws<JournalException>(() => Open(panel: new Uri("https://other.example.com/"))).Message, StringComparison.Ordinal);
        // It is still usable.
        using var journal = Open();
        Assert.Equal(JournalState.Done, Match(journal, "a@example.com").Earlier);
    }

    [Fact]
    public void A_journal_of_another_input_is_refused_at_its_first_row()
    {
        Run(JournalState.Done, JournalState.Done);
        using var journal = Open();
        Assert.Contains("another input", Assert.Throws<JournalException>(() => Match(journal, "z@example.com")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_a_journal_is_refused_and_left_unchanged()
    {
        System.IO.File.WriteAllText(File, "Email;Quota\n");
        Assert.Throws<JournalException>(() => Open());
        Assert.Equal("Email;Quota\n", System.IO.File.ReadAllText(File));
        System.IO.File.WriteAllText(File, "a note without a line end");
        Assert.Throws<JournalException>(() => Open());
        Assert.Equal("a note without a line end", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task Two_commands_cannot_write_one_journal_but_it_can_be_read_all_the_while()
    {
        using var journal = Open();
        await journal.SendingAsync(Match(journal, "a@example.com"));
        Assert.Contains("in use", Assert.Throws<JournalException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Equal(1, JournalReport.Read(File).CountOf(JournalState.Sending));
    }

    [Fact]
    public void Rows_taken_out_of_the_input_and_new_ones_at_its_end_are_not_another_input()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Done);
        using var journal = Open();
        Assert.Equal(JournalState.Done, Match(journal, "a@example.com").Earlier);
        Assert.Equal(JournalState.Done, Match(journal, "c@example.com").Earlier);
        var added = Match(journal, "d@example.com");
        // It is in the place of the failed row, which is missing: it is a fixed row or a new one, and is sent in either case.
        Assert.NotEqual(JournalState.Done, added.Earlier);
    }

    [Fact]
    public void A_row_that_failed_is_fixed_in_its_place_including_its_key()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Done);
        using (var journal = Open())
        {
            Match(journal, "a@example.com");
            var mended = Match(journal, "bb@example.com");
            Assert.Equal((2, JournalState.Failed), (mended.Number, mended.Earlier));
            journal.SendingAsync(mended);
            Note(journal, mended, JournalState.Done);
            Assert.Equal(JournalState.Done, Match(journal, "c@example.com").Earlier);
        }

        using var again = Open();
        Assert.All(new[] { "a@example.com", "bb@example.com", "c@example.com" }, key => Assert.Equal(JournalState.Done, Match(again, key).Earlier));
    }

    [Fact]
    public void Some_of_the_rows_alone_are_not_the_end_of_the_input()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Sending);
        using (var journal = Open())
        {
            var row = journal.Match("fixed@example.com", Content("fixed@example.com"), 2);
            journal.SendingAsync(row);
            Note(journal, row, JournalState.Done);
            journal.EndAsync();
        }

        Assert.False(JournalReport.Read(File).IsComplete);
        using var again = Open();
        Assert.Null(again.Total);
        // The original input is still recognized.
        Assert.Equal([JournalState.Done, JournalState.Done, JournalState.Sending], Keys(3).Select(key => Match(again, key)).Select(row => row.IsSame ? row.Earlier : JournalState.None));
    }

    [Fact]
    public async Task Nothing_of_a_zone_is_sent_before_it_is_noted_that_its_serial_is_due()
    {
        using var journal = Open();
        var first = journal.RecordPendingSerialAsync(1, "a.example.");
        var second = journal.RecordPendingSerialAsync(1, "a.example.");
        await second;
        Assert.True(first.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_failed_row_piped_back_alone_is_found_by_its_number()
    {
        Run(JournalState.Done, JournalState.Failed);
        using var journal = Open();
        Assert.Equal(2, journal.Match("fixed@example.com", Content("fixed@example.com"), 2).Number);
    }

    [Fact]
    public void A_done_row_with_other_values_shows_as_changed()
    {
        Run(JournalState.Done);
        using var journal = Open();
        var row = Match(journal, "a@example.com", "2GB");
        Assert.Equal(JournalState.Done, row.Earlier);
        Assert.False(row.IsSame);
    }

    [Fact]
    public void Equal_rows_of_one_input_are_rows_of_their_own()
    {
        using (var journal = Open())
        {
            foreach (var state in new[] { JournalState.Done, JournalState.Failed })
            {
                var row = Match(journal, "a@example.com");
                journal.SendingAsync(row);
                Note(journal, row, state);
            }
        }

        using var again = Open();
        Assert.Equal([(1, JournalState.Done), (2, JournalState.Failed)], Enumerable.Range(0, 2).Select(_ => Match(again, "a@example.com")).Select(row => (row.Number, row.Earlier)));
    }

    [Fact]
    public void Serials_that_were_left_to_be_raised_are_known_and_those_that_were_raised_are_not()
    {
        using (var journal = Open())
        {
            journal.RecordPendingSerialAsync(1, "a.example.");
            journal.RecordPendingSerialAsync(2, "b.example.");
            journal.RecordRaisedSerialAsync(1, "a.example.");
        }

        using var again = Open();
        Assert.Equal([new(2, "b.example.")], again.DueSerials);
    }

    [Fact]
    public void Many_rows_at_once_each_get_their_own_whole_lines()
    {
        using (var journal = Open())
        {
            var rows = Enumerable.Range(0, 2_000).Select(i => Match(journal, $"u{i}@example.com")).Select(row => (row, journal.SendingAsync(row))).ToArray();
            Parallel.ForEach(rows, pair =>
            {
                pair.Item2.GetAwaiter().GetResult();
                journal.DoneAsync(pair.row, pair.row.Number, default).GetAwaiter().GetResult();
            });
        }

        var report = JournalReport.Read(File);
        Assert.Equal((2_000, 2_000), (report.Rows, report.CountOf(JournalState.Done)));
    }

    [Fact]
    public void A_report_counts_outcomes_and_reasons_and_gives_back_what_failed()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Failed, JournalState.Unknown, JournalState.Sending);
        var report = JournalReport.Read(File);
        Assert.Equal(2, report.CountOf(JournalState.Failed));
        Assert.Equal([new("It is bad. Fix it.", 3)], report.Reasons);
        Assert.False(report.IsComplete);
        var failed = report.Failed().ToArray();
        Assert.Equal([2, 3], failed.Select(row => row.Number));
        Assert.Equal("""{"Email":"b@example.com","Quota":"1GB"}""", Encoding.UTF8.GetString(failed[0].Given.Span));
    }

    [Fact]
    public void Lines_mutated_in_any_way_are_read_or_refused_but_never_break_it()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Unknown);
        var whole = System.IO.File.ReadAllBytes(File);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var bytes = (byte[])whole.Clone();
            foreach (var (at, value) in changes) bytes[at] = value;
            System.IO.File.WriteAllBytes(File, bytes);
            try { using var journal = Open(); }
            catch (JournalException) { }
        }, iter: 2_000, threads: 1);
    }
}
