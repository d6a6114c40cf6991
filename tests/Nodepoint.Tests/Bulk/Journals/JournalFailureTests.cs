using System.Text;
using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

/// <summary>A journal that cannot be written any more: its command hears of it, and the process lives.</summary>
public sealed class JournalFailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "import.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Journal Open(JournalWrite write) => Journal.Open(File, "New-NpMailbox", new Uri("https://panel.example.com:8080/"), "1", TimeProvider.System, write);

    private static JournalRow Match(Journal journal, string key) => journal.Match(key, Encoding.UTF8.GetBytes(key));

    private static void Write(Task line) => line.GetAwaiter().GetResult();

    // Waits here: what awaits the task of an outcome runs on the writer's thread.
    private static JournalException Fails(Task line) => Assert.Throws<JournalException>(() => line.GetAwaiter().GetResult());

    public static TheoryData<Exception> Problems => [new IOException("No space left."), new ObjectDisposedException("file"), new NotSupportedException("It cannot seek."), new InvalidOperationException("A bug.")];

    [Theory]
    [MemberData(nameof(Problems), DisableDiscoveryEnumeration = true)]
    public void Whatever_goes_wrong_while_writing_is_an_error_of_every_line_from_then_on(Exception problem)
    {
        var fails = false;
        using (var journal = Open((file, lines, offset) =>
        {
            if (Volatile.Read(ref fails)) throw problem;
            RandomAccess.Write(file, lines, offset);
        }))
        {
            var row = Match(journal, "a");
            Write(journal.SendingAsync(row));
            Volatile.Write(ref fails, true);
            var told = Fails(journal.DoneAsync(row, 1, default));
            Assert.Contains("Cannot write the journal: " + problem.Message, told.Message, StringComparison.Ordinal);
            Assert.Same(problem, told.InnerException);
            // The disk may have room again: what comes after a lost line is not written.
            Volatile.Write(ref fails, false);
            Fails(journal.SendingAsync(Match(journal, "b")));
            Fails(journal.RecordPendingSerialAsync(1, "a.example."));
            Fails(journal.EndAsync());
        }

        // The row may be done, which the next run finds out.
        using var again = Open(null!);
        Assert.Equal([JournalState.Sending, JournalState.None], new[] { "a", "b" }.Select(key => Match(again, key).Earlier));
    }

    [Fact]
    public void The_lines_that_wait_for_the_disk_meanwhile_fail_as_well()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        using var journal = Open((_, _, _) =>
        {
            entered.Set();
            leave.Wait();
            throw new InvalidOperationException("A bug.");
        });
        entered.Wait();
        var waiting = Enumerable.Range(0, 50).Select(i => Match(journal, $"u{i}")).SelectMany(row => new[] { journal.SendingAsync(row), journal.WithdrawnAsync(row) }).ToArray();
        leave.Set();
        foreach (var line in waiting) Fails(line);
    }

    [Fact]
    public void A_line_that_cannot_be_made_is_an_error_and_leaves_no_part_of_itself()
    {
        using (var file = JournalFile.Open(File, _ => 0))
        {
            Write(file.Append(1, static (line, writer) =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("whole", line);
                writer.WriteEndObject();
            }));
            Fails(file.Append(2, static (line, writer) =>
            {
                writer.WriteStartObject();
                writer.WriteString("part", new string('x', 1 << 18));
                throw new InvalidOperationException("A bug.");
            }));
            Fails(file.Append(3, static (line, writer) => writer.WriteNumberValue(line)));
        }

        Assert.Equal("{\"whole\":1}\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_line_after_the_end_is_an_error_and_the_lines_before_it_are_written()
    {
        var journal = Open(null!);
        var row = Match(journal, "a");
        var written = journal.SendingAsync(row);
        journal.Dispose();
        Write(written);
        Fails(journal.DoneAsync(row, 1, default));
        Assert.Equal(1, JournalReport.Read(File).CountOf(JournalState.Sending));
    }
}
