using System.Text;
using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

/// <summary>
/// Random runs of Get- | Remove- that are killed anywhere: what is done is not in the input any more. Each object is removed once, and none is called done
/// that the panel still has.
/// </summary>
public sealed class VanishingRowsTests(ITestOutputHelper output) : IDisposable
{
    private const int Histories = 400;
    private const int MostObjects = 9;
    private const int Runs = 6;
    private const double Kill = 0.12;

    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "removal.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Objects_that_a_killed_run_has_removed_are_done_though_the_panel_does_not_list_them()
    {
        var first = Seed.Given ?? (Seed.Next() / 2);
        Seed.Report(output, $"Get- | Remove- with NODEPOINT_SEED={first}, {Histories} histories");
        for (var seed = first; seed < first + (Seed.Given is null ? Histories : 1); seed++)
        {
            System.IO.File.Delete(File);
            try { Play(new Random(seed)); }
            catch (Exception problem) when (problem is not OutOfMemoryException) { throw new InvalidOperationException($"NODEPOINT_SEED={seed}: {problem.Message}", problem); }
        }
    }

    private void Play(Random random)
    {
        var panel = Enumerable.Range(1, random.Next(1, MostObjects)).ToHashSet();
        var all = panel.ToArray();
        var removals = new Dictionary<int, int>();
        for (var run = 0; run < random.Next(2, Runs); run++)
        {
            // A filter, or all of them, in any order.
            var rows = panel.Where(_ => random.Next(6) > 0).ToArray();
            random.Shuffle(rows);
            Run(rows, Kill);
        }

        Run([.. panel], 0);
        Assert.Empty(panel);
        Assert.All(removals, removal => Assert.Equal(1, removal.Value));
        var report = JournalReport.Read(File);
        Assert.Equal((all.Length, true), (report.CountOf(JournalState.Done), report.IsComplete));

        void Run(int[] rows, double kill)
        {
            using var journal = Journal.Open(File, "Remove-NpMailbox", new Uri("https://panel.example.com:8080/"), "1", TimeProvider.System, static (handle, lines, offset) => RandomAccess.Write(handle, lines, offset));
            var content = Encoding.UTF8.GetBytes("{}");
            foreach (var id in rows)
            {
                var entry = journal.Match($"u{id}@example.com", content, $"#{id}");
                Assert.True(entry.Earlier != JournalState.Done, $"{id} is called done, and the panel has it.");
                if (entry.Earlier is not (JournalState.Sending or JournalState.Unknown)) Wait(journal.SendingAsync(entry));
                if (random.NextDouble() < kill) return;
                panel.Remove(id);
                removals[id] = removals.GetValueOrDefault(id) + 1;
                if (random.NextDouble() < kill) return;
                Wait(journal.DoneAsync(entry, id, default));
            }

            foreach (var entry in journal.FindMissingOpen())
            {
                Assert.Equal(journal.HashOf(content), entry.Hash);
                if (!panel.Contains(int.Parse(entry.Subject.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))) Wait(journal.SettledAsync(entry, 0));
            }

            Wait(journal.EndAsync());
        }
    }

    private static void Wait(Task line) => line.GetAwaiter().GetResult();
}
