using System.Text;
using Nodepoint.IspConfig.Bulk.Journals;
using Xunit;

namespace Nodepoint.Tests.Bulk.Journals;

/// <summary>
/// Random inputs, edited at random between runs that are killed anywhere, against a panel that is remembered: it holds what the rows asked for, no row
/// is called done that it does not hold, and nothing is sent twice.
/// </summary>
public sealed class JournalModelTests(ITestOutputHelper output) : IDisposable
{
    private const int Histories = 400;
    private const int LongestInput = 8;
    private const int Runs = 7;

    private static readonly string[] Keys = ["a", "b", "c", "d", "e", "f"];

    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string File => Path.Combine(_folder, "import.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_that_create_records_are_carried_out_once_whatever_happens_to_their_input() => Repeat("New-NpMailbox");

    [Fact]
    public void Rows_that_change_records_are_carried_out_in_their_order_whatever_happens_to_their_input() => Repeat("Set-NpMailbox");

    private void Repeat(string command)
    {
        var first = Seed.Given ?? (Seed.Next() / 2);
        Seed.Report(output, $"{command} with NODEPOINT_SEED={first}, {Histories} histories");
        for (var seed = first; seed < first + (Seed.Given is null ? Histories : 1); seed++)
        {
            System.IO.File.Delete(File);
            try { new History(command, File, new Random(seed)).Play(); }
            catch (Exception problem) when (problem is not OutOfMemoryException) { throw new InvalidOperationException($"NODEPOINT_SEED={seed}: {problem.Message}", problem); }
        }
    }

    /// <summary>A row: the record's key, the value it gives, and the failed row that it fixes.</summary>
    private sealed record Input(string Key, int Value, string? Token = null);

    private sealed class Killed : Exception;

    private sealed class History(string command, string file, Random random)
    {
        private readonly bool _isNew = command.StartsWith("New-", StringComparison.Ordinal);

        // What the panel holds, and which of these values it refuses at the moment.
        private readonly Dictionary<string, (int Value, long Id)> _panel = [];
        private readonly HashSet<string> _refused = [];

        // How often the panel has carried out each row.
        private readonly Dictionary<(string Key, int Value), int> _carriedOut = [];
        private long _lastId;
        private double _kill;

        public void Play()
        {
            if (!_isNew) foreach (var key in Keys) _panel[key] = (-1, ++_lastId);
            var input = Enumerable.Range(0, random.Next(1, LongestInput)).Select(_ => Any()).ToList();
            var runs = random.Next(2, Runs);
            for (var run = 0; run < runs; run++)
            {
                _refused.Clear();
                foreach (var key in Keys) if (random.Next(4) == 0) _refused.Add(key);
                _kill = random.Next(3) == 0 ? 0 : 0.08;
                // The failed rows alone, fixed, or the input as somebody has edited it.
                var rows = random.Next(4) == 0 && Selection() is { Count: > 0 } selection ? selection : input;
                Run(rows);
                input = Edited(input);
            }

            // In the end nothing fails and nothing is killed.
            _kill = 0;
            _refused.Clear();
            Run(input);
            var sent = _carriedOut.Values.Sum();
            foreach (var (row, state) in Run(input))
            {
                Assert.True(state is JournalState.Done or JournalState.Failed or JournalState.Fixed, $"{row} is {state}");
                if (!_isNew) continue;
                // Each record was asked for, and it is there: with the values of this row, or of another one that was.
                Assert.True(_panel.ContainsKey(row.Key) || state == JournalState.Fixed, $"{row} is {state}, and is not on the panel.");
                if (state == JournalState.Done) Assert.Equal(row.Value, _panel[row.Key].Value);
            }

            // The same input again sends nothing of what is done.
            if (_isNew) Assert.Equal(sent, _carriedOut.Values.Sum());
        }

        private Input Any() => new(Keys[random.Next(Keys.Length)], random.Next(2));

        private List<Input> Selection()
        {
            if (!System.IO.File.Exists(file) || new FileInfo(file).Length == 0) return [];
            return [.. JournalReport.Read(file).Failed().Where(_ => random.Next(3) > 0).Select(failed => Any() with { Token = failed.Token })];
        }

        private List<Input> Edited(List<Input> input)
        {
            var rows = input.ToList();
            for (var edits = random.Next(4); edits > 0; edits--)
            {
                var at = random.Next(rows.Count + 1);
                switch (random.Next(6))
                {
                    case 0: rows.Insert(at, Any()); break;
                    case 1 when at < rows.Count: rows.RemoveAt(at); break;
                    case 2 when at < rows.Count: (rows[at], rows[random.Next(rows.Count)]) = (rows[random.Next(rows.Count)], rows[at]); break;
                    case 3 when at < rows.Count: rows[at] = rows[at] with { Value = random.Next(2) }; break;
                    case 4 when at < rows.Count: rows[at] = rows[at] with { Key = Keys[random.Next(Keys.Length)] }; break;
                    case 5 when at < rows.Count: rows.Insert(random.Next(rows.Count), rows[at]); break;
                }
            }

            // One of two files.
            return random.Next(5) == 0 && rows.Count > 1 ? random.Next(2) == 0 ? rows[..(rows.Count / 2)] : rows[(rows.Count / 2)..] : rows;
        }

        private List<(Input Row, JournalState State)> Run(List<Input> rows)
        {
            var outcomes = new List<(Input, JournalState)>();
            try
            {
                using (var journal = Journal.Open(file, command, new Uri("https://panel.example.com:8080/"), "1", TimeProvider.System, static (handle, lines, offset) => RandomAccess.Write(handle, lines, offset)))
                {
                    var done = new Dictionary<(string, int), int>();
                    var changed = new Dictionary<string, int>();
                    foreach (var row in rows)
                    {
                        var before = _carriedOut.GetValueOrDefault((row.Key, row.Value));
                        var state = CarryOut(journal, row);
                        if (!_isNew && _carriedOut.GetValueOrDefault((row.Key, row.Value)) > before) changed[row.Key] = row.Value;
                        outcomes.Add((row, state));
                        if (state != JournalState.Done) continue;
                        // The last row about a record wins, also if an earlier run has carried it out.
                        if (changed.TryGetValue(row.Key, out var value)) Assert.True(value == row.Value, $"{row} is done, and was undone by a row before it.");
                        var identity = (row.Key, row.Value);
                        done[identity] = done.GetValueOrDefault(identity) + 1;
                        Assert.True(done[identity] <= _carriedOut.GetValueOrDefault(identity), $"{row} is called done {done[identity]} times, and was carried out {_carriedOut.GetValueOrDefault(identity)} times.");
                    }

                    Wait(journal.EndAsync());
                }
            }
            catch (Killed) { }

            CutOff();
            return outcomes;
        }

        private JournalState CarryOut(Journal journal, Input row)
        {
            var entry = journal.Match(row.Key, Encoding.UTF8.GetBytes($$"""{"Value":{{row.Value}}}"""), _isNew ? null : $"#{Keys.AsSpan().IndexOf(row.Key)}", row.Token);
            if (entry.Refusal == JournalRefusal.None && entry.Earlier == JournalState.Done) return entry.IsFixed ? JournalState.Fixed : JournalState.Done;
            var mayBeDone = entry.Earlier is JournalState.Sending or JournalState.Unknown;
            if (entry.Refusal != JournalRefusal.None)
            {
                if (mayBeDone) return JournalState.Failed;
                Wait(journal.SendingAsync(entry));
                return Fail(journal, entry);
            }

            if (!mayBeDone) Wait(journal.SendingAsync(entry));
            MayBeKilled();
            return _isNew ? Add(journal, entry, row, mayBeDone) : Change(journal, entry, row);
        }

        private JournalState Add(Journal journal, JournalRow entry, Input row, bool mayBeDone)
        {
            if (_panel.TryGetValue(row.Key, out var existing))
            {
                if (!mayBeDone || existing.Value != row.Value || !journal.TryClaim(entry, existing.Id)) return Fail(journal, entry);
                Wait(journal.DoneAsync(entry, existing.Id, default));
                return JournalState.Done;
            }

            if (_refused.Contains(row.Key)) return Fail(journal, entry);
            var id = ++_lastId;
            _panel[row.Key] = (row.Value, id);
            CarriedOut(row);
            if (mayBeDone) Assert.True(journal.TryClaim(entry, id));
            MayBeKilled();
            Wait(journal.DoneAsync(entry, id, default));
            return JournalState.Done;
        }

        private JournalState Change(Journal journal, JournalRow entry, Input row)
        {
            var (value, id) = _panel[row.Key];
            if (_refused.Contains(row.Key)) return Fail(journal, entry);
            // A change that the record has already is not sent.
            if (value != row.Value) _panel[row.Key] = (row.Value, id);
            CarriedOut(row);
            MayBeKilled();
            Wait(journal.DoneAsync(entry, id, default));
            return JournalState.Done;
        }

        private void CarriedOut(Input row)
        {
            var identity = (row.Key, row.Value);
            _carriedOut[identity] = _carriedOut.GetValueOrDefault(identity) + 1;
            if (_isNew) Assert.True(_carriedOut[identity] == 1, $"{row} was sent twice.");
        }

        private static JournalState Fail(Journal journal, JournalRow entry)
        {
            Wait(journal.RecordFailureAsync(entry, JournalState.Failed, "Refused", "It was refused.", default));
            return JournalState.Failed;
        }

        private void MayBeKilled()
        {
            if (random.NextDouble() < _kill) throw new Killed();
        }

        // What was not flushed when the process was killed: a part of the last line.
        private void CutOff()
        {
            if (_kill == 0 || random.Next(2) == 0) return;
            var bytes = System.IO.File.ReadAllBytes(file);
            var last = Array.LastIndexOf(bytes, (byte)'\n', Math.Max(0, bytes.Length - 2));
            // An outcome that was on the disk stays there; the end of the input may not have been.
            if (last > 0 && Encoding.UTF8.GetString(bytes[(last + 1)..]).StartsWith("{\"rows\":", StringComparison.Ordinal)) System.IO.File.WriteAllBytes(file, bytes[..random.Next(last + 1, bytes.Length)]);
        }

        private static void Wait(Task line) => line.GetAwaiter().GetResult();
    }
}
