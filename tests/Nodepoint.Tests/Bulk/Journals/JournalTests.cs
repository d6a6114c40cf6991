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

    // What Get-NpJournal -Failed puts on the object of a row.
    private string Token(int row) => JournalReport.Read(File).Failed().Single(failed => failed.Number == row).Token;

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
        Assert.All(rows, row => Assert.Equal(JournalRefusal.None, row.Refusal));
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
    public void A_row_that_is_not_in_the_journal_is_new_wherever_it_is()
    {
        Run(JournalState.Done, JournalState.Failed);
        using var journal = Open();
        var rows = new[] { "z@example.com", "a@example.com", "y@example.com", "b@example.com" }.Select(key => Match(journal, key)).ToArray();
        Assert.Equal([(3, JournalState.None), (1, JournalState.Done), (4, JournalState.None), (2, JournalState.Failed)], rows.Select(row => (row.Number, row.Earlier)));
        Assert.Equal(0, journal.CountOfMissingDone);
    }

    [Fact]
    public void Done_rows_that_are_not_in_the_input_any_more_are_counted()
    {
        Run(JournalState.Done, JournalState.Done, JournalState.Failed);
        using var journal = Open();
        Match(journal, "b@example.com");
        Assert.Equal(1, journal.CountOfMissingDone);
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
        Assert.Equal((4, JournalState.None), (Match(journal, "d@example.com") is var added ? added.Number : 0, added.Earlier));
    }

    [Fact]
    public void A_failed_row_that_has_another_key_in_a_new_edition_of_the_input_is_not_listed_any_more()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Done);
        using (var journal = Open())
        {
            Match(journal, "a@example.com");
            var fixedRow = Match(journal, "bb@example.com");
            Assert.Equal((4, JournalState.None), (fixedRow.Number, fixedRow.Earlier));
            journal.SendingAsync(fixedRow);
            Note(journal, fixedRow, JournalState.Done);
            Assert.Equal(JournalState.Done, Match(journal, "c@example.com").Earlier);
            journal.EndAsync();
        }

        var report = JournalReport.Read(File);
        Assert.Equal((3, 3, 0, true), (report.Rows, report.CountOf(JournalState.Done), report.CountOf(JournalState.Failed), report.IsComplete));
        using var again = Open();
        Assert.All(new[] { "a@example.com", "bb@example.com", "c@example.com" }, key => Assert.Equal(JournalState.Done, Match(again, key).Earlier));
        // What was never carried out is a row that failed.
        Assert.Equal((2, JournalState.Failed), (Match(again, "b@example.com") is var original ? original.Number : 0, original.Earlier));
    }

    [Fact]
    public void Another_input_does_not_make_failed_rows_disappear()
    {
        Run(JournalState.Done, JournalState.Failed);
        using (var journal = Open())
        {
            foreach (var key in new[] { "p@example.com", "q@example.com" })
            {
                var row = Match(journal, key);
                journal.SendingAsync(row);
                Note(journal, row, JournalState.Done);
            }

            journal.EndAsync();
        }

        Assert.Equal((4, 1), (JournalReport.Read(File).Rows, JournalReport.Read(File).CountOf(JournalState.Failed)));
        using var again = Open();
        Assert.Equal([JournalState.Done, JournalState.Failed], Keys(2).Select(key => Match(again, key).Earlier));
    }

    [Fact]
    public void Some_of_the_rows_alone_are_not_the_end_of_the_input()
    {
        Run(JournalState.Done, JournalState.Failed, JournalState.Sending);
        using (var journal = Open())
        {
            var row = journal.Match("fixed@example.com", Content("fixed@example.com"), token: Token(2));
            journal.SendingAsync(row);
            Note(journal, row, JournalState.Done);
            journal.EndAsync();
        }

        Assert.False(JournalReport.Read(File).IsComplete);
        using var again = Open();
        Assert.Null(again.Total);
        // The original input is still recognized, and the row that was fixed is not said to be done itself.
        Assert.Equal([(JournalState.Done, false), (JournalState.Done, true), (JournalState.Sending, false)], Keys(3).Select(key => Match(again, key)).Select(row => (row.Earlier, row.IsFixed)));
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
    public void A_failed_row_piped_back_is_known_by_its_token()
    {
        Run(JournalState.Done, JournalState.Failed);
        var token = Token(2);
        using (var journal = Open())
        {
            var row = journal.Match("fixed@example.com", Content("fixed@example.com"), token: token);
            Assert.Equal((3, 2), (row.Number, row.Fixes));
            journal.SendingAsync(row);
        }

        // Piped a second time, it is the row that fixes it, and another one is not.
        using var again = Open();
        Assert.Equal(JournalState.Sending, again.Match("fixed@example.com", Content("fixed@example.com"), token: token).Earlier);
        Assert.Equal(JournalRefusal.NotFailed, again.Match("other@example.com", Content("other@example.com"), token: token).Refusal);
    }

    [Fact]
    public void A_token_counts_only_in_its_journal_and_for_a_row_that_failed()
    {
        Run(JournalState.Done, JournalState.Failed);
        var token = Token(2);
        System.IO.File.Move(File, File + ".first");
        Run(JournalState.Done, JournalState.Failed);
        using (var journal = Open())
        {
            foreach (var foreign in new[] { token, "2", "2-0123456789ABCDEF", "-1-0123456789ABCDEF", "99999999999-0123456789ABCDEF", "2-", "" })
                Assert.Equal((0, JournalRefusal.None), (journal.Match("x@example.com", Content("x@example.com"), token: foreign) is var row ? row.Fixes : -1, row.Refusal));
        }

        System.IO.File.Move(File + ".first", File, overwrite: true);
        using (var journal = Open()) journal.SendingAsync(Match(journal, "b@example.com"));
        using var again = Open();
        Assert.Equal(JournalRefusal.NotFailed, again.Match("x@example.com", Content("x@example.com"), token: token).Refusal);
        Assert.Equal(JournalState.Sending, Match(again, "b@example.com").Earlier);
    }

    [Fact]
    public void A_row_that_may_be_done_does_not_get_the_record_of_an_equal_one()
    {
        using (var journal = Open())
            foreach (var state in new[] { JournalState.Done, JournalState.Sending, JournalState.Sending })
            {
                var row = Match(journal, "a@example.com");
                journal.SendingAsync(row);
                Note(journal, row, state);
            }

        using var again = Open();
        var rows = Enumerable.Range(0, 3).Select(_ => Match(again, "a@example.com")).ToArray();
        Assert.False(again.TryClaim(rows[1], 101));
        Assert.True(again.TryClaim(rows[1], 7));
        Assert.True(again.TryClaim(rows[1], 7));
        Assert.False(again.TryClaim(rows[2], 7));
    }

    [Fact]
    public void A_row_that_would_undo_a_later_one_is_not_sent()
    {
        using (var journal = Journal.Open(File, "Set-NpMailbox", Panel, "1", TimeProvider.System))
            foreach (var (quota, state) in new[] { ("1GB", JournalState.Failed), ("2GB", JournalState.Done) })
            {
                var row = Match(journal, "a@example.com", quota);
                journal.SendingAsync(row);
                Note(journal, row, state);
            }

        foreach (var (quota, token) in new[] { ("1GB", null), ("3GB", null), ("3GB", Token(1)) })
        {
            using var again = Journal.Open(File, "Set-NpMailbox", Panel, "1", TimeProvider.System);
            var row = again.Match("a@example.com", Content("a@example.com", quota), token: token);
            Assert.Equal((JournalRefusal.LaterRowDone, 2), (row.Refusal, row.Other));
        }

        using var last = Journal.Open(File, "Set-NpMailbox", Panel, "1", TimeProvider.System);
        Assert.Equal(JournalState.Done, Match(last, "a@example.com", "2GB").Earlier);
        Assert.Equal(JournalRefusal.None, Match(last, "a@example.com", "3GB").Refusal);
    }

    [Fact]
    public void Of_equal_rows_the_done_ones_come_first()
    {
        using (var journal = Open())
            foreach (var state in new[] { JournalState.Failed, JournalState.Sending, JournalState.Done })
            {
                var row = Match(journal, "a@example.com");
                journal.SendingAsync(row);
                Note(journal, row, state);
            }

        using var again = Open();
        Assert.Equal([JournalState.Done, JournalState.Sending, JournalState.Failed, JournalState.None], Enumerable.Range(0, 4).Select(_ => Match(again, "a@example.com").Earlier));
    }

    [Fact]
    public void Rows_about_an_object_are_known_by_its_number_whatever_its_key_is_now()
    {
        using (var journal = Open())
        {
            var row = journal.Match("old@example.com", "{}"u8, "#7");
            journal.SendingAsync(row);
            Note(journal, row, JournalState.Done);
            journal.SendingAsync(journal.Match("other@example.com", "{}"u8, "#8"));
        }

        using var again = Open();
        Assert.Equal(JournalState.Done, again.Match("new@example.com", "{}"u8, "#7").Earlier);
        var open = Assert.Single(again.FindMissingOpen());
        Assert.Equal(("other@example.com", "#8", again.HashOf("{}"u8)), (open.Key, open.Subject, open.Hash));
        again.SettledAsync(open, 8);
        Assert.Empty(again.FindMissingOpen());
    }

    [Fact]
    public void A_done_row_with_other_values_shows_as_changed()
    {
        Run(JournalState.Done);
        using var journal = Open();
        var row = Match(journal, "a@example.com", "2GB");
        Assert.Equal((2, JournalRefusal.OtherValues), (row.Number, row.Refusal));
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
