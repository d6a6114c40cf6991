using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Panel.Wire;
using Nodepoint.Tests.Sandbox;
using Xunit;

namespace Nodepoint.Tests.Panel;

/// <summary>Runs a million mutations of recorded replies through all readers of replies.</summary>
public sealed class ReplyFuzzTests(ITestOutputHelper output)
{
    private const int Replies = 1_000_000;
    private const int Chunk = 5_000;

    [Fact(Timeout = 600_000)]
    public async Task A_million_mutated_replies_give_answers_or_classified_faults_and_nothing_else()
    {
        int seed = Seed.Next();
        (string Function, byte[] Bytes)[] recorded = [.. Recorded()];
        byte[][] bytes = [.. recorded.Select(r => r.Bytes)];
        var broken = new ConcurrentQueue<string>();
        long answers = 0, faults = 0, rows = 0;
        var processor = Process.GetCurrentProcess().TotalProcessorTime;

        var options = new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken };
        await Task.Run(() => Parallel.For(0, Replies / Chunk, options, (chunk, loop) =>
        {
            var reading = new ReplyReading();
            var reply = new List<byte>();
            for (int number = chunk * Chunk; number < (chunk + 1) * Chunk && !loop.IsStopped; number++)
            {
                // The seed depends on the number, so that a single reply can be reproduced.
                var random = new SeededRandom(((ulong)(uint)seed << 32) | (uint)number);
                (string function, byte[] source) = recorded[random.Below(recorded.Length)];
                try
                {
                    ReplyMutation.Make(bytes, source, ref random, reply);
                    reading.Read(function, reply, ref random);
                }
                catch (Exception odd)
                {
                    broken.Enqueue($"Reply {number} of {function}: {odd}\n{Encoding.Latin1.GetString([.. reply.Take(2000)])}");
                    if (broken.Count >= 5) loop.Stop();
                }
            }
            Interlocked.Add(ref answers, reading.Answers);
            Interlocked.Add(ref faults, reading.Faults);
            Interlocked.Add(ref rows, reading.Rows);
        }));

        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        string summary = string.Create(CultureInfo.InvariantCulture,
            $"{Replies} mutated replies with NODEPOINT_SEED={seed}: {answers} answers, {rows} rows, {faults} faults; {processor.TotalSeconds:f0} s of processor time.");
        Seed.Report(output, summary);
        Assert.True(broken.IsEmpty, $"{summary} {broken.Count} came out as something else:\n{string.Join("\n\n", broken)}");
        // The test means little if too few mutations give answers, faults or rows.
        Assert.True(answers > Replies / 10 && faults > Replies / 10 && rows > Replies / 10, summary);
    }

    private static IEnumerable<(string Function, byte[] Bytes)> Recorded() =>
        from name in Scenario.Names
        from step in Scenario.Load(name).Steps
        let response = step["response"]
        where response is not null
        select ((string)step["function"]!, Encoding.UTF8.GetBytes(response is JsonValue text ? (string)text! : response.ToJsonString()));

    /// <summary>Reads replies whole and as a stream of rows, as the connection does.</summary>
    private sealed class ReplyReading
    {
        private static readonly Caller Somebody = new("npadmin", "Hush-Hush-77!", "q0001feedc0de5e5510n");

        private readonly Dictionary<string, PanelReplyReader<object?>[]> _readers = [];

        public long Answers { get; private set; }

        public long Faults { get; private set; }

        public long Rows { get; private set; }

        public void Read(string function, List<byte> reply, ref SeededRandom random)
        {
            var call = new PanelCall(function.Length > 0 ? function : "none") { OneRow = random.Below(8) == 0 };
            PanelReplyReader<object?>[] readers = ReadersOf(function);
            PanelReplyReader<object?> read = random.Below(4) > 0 ? readers[random.Below(readers.Length)]
                : random.Below(2) == 0 ? ReplyReaders.Nouns[random.Below(ReplyReaders.Nouns.Count)].Read : ReplyReaders.Others[random.Below(ReplyReaders.Others.Count)];
            if (random.Below(2) == 0) ReadWhole(call, reply, read, ref random);
            else ReadRows(call, reply, read, ref random);
        }

        private PanelReplyReader<object?>[] ReadersOf(string function)
        {
            if (_readers.TryGetValue(function, out PanelReplyReader<object?>[]? known)) return known;
            PanelReplyReader<object?>[] found = [.. ReplyReaders.Nouns.Where(n => function.StartsWith(n.Functions + "_", StringComparison.Ordinal)).Select(n => n.Read)];
            return _readers[function] = found.Length > 0 ? found : [.. ReplyReaders.Others];
        }

        private void ReadWhole(PanelCall call, List<byte> bytes, PanelReplyReader<object?> read, ref SeededRandom random)
        {
            PooledBuffer body = PooledBuffer.Rent();
            CollectionsMarshal.AsSpan(bytes).CopyTo(body.GetSpan(bytes.Count));
            body.Advance(bytes.Count);
            if (!Envelope.TryRead(body.Span, out Envelope envelope))
            {
                Check(TransportFailures.UnexpectedReply("https://panel", call, Status(ref random), null, body.Span).ToException(call));
                body.Dispose();
                return;
            }
            if (envelope.Code is not null)
            {
                Check(FaultReader.Read(call.Function, envelope.Code, envelope.Message, Somebody));
                body.Dispose();
                return;
            }
            using var reply = new Reply(body, envelope, null);
            try
            {
                _ = reply.Read(call, read);
                Answers++;
            }
            catch (PanelException fault)
            {
                Check(fault);
            }
        }

        private void ReadRows(PanelCall call, List<byte> bytes, PanelReplyReader<object?> read, ref SeededRandom random)
        {
            using var source = new Stuttering([.. bytes], random.Below(3) == 0 ? 1 + random.Below(64) : int.MaxValue);
            var rows = new ReplyRows(source, call.OneRow);
            try
            {
                if (!Now(rows.OpenAsync(CancellationToken.None))) Check(TransportFailures.UnexpectedReply("https://panel", call, Status(ref random), null, rows.Unread).ToException(call));
                else if (rows.Code is not null) Check(FaultReader.Read(call.Function, rows.Code, rows.Message, Somebody));
                else ReadRows(call, bytes.Count, rows, read);
            }
            catch (JsonException)
            {
                Check(TransportFailures.CutOff(call).ToException(call));
            }
            finally
            {
                Now(rows.DisposeAsync());
            }
        }

        private void ReadRows(PanelCall call, int most, ReplyRows rows, PanelReplyReader<object?> read)
        {
            bool any = Now(rows.NextAsync(CancellationToken.None));
            var deadline = new Deadline(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
            var stream = new RowStream(call, new HttpResponseMessage(), rows, any, deadline, static error => error);
            try
            {
                while (Now(stream.NextAsync()))
                {
                    Rows++;
                    Assert.True(rows.Count <= most, "There are more rows than bytes.");
                    _ = stream.Read(read);
                }
                Answers++;
            }
            catch (PanelException fault)
            {
                Check(fault);
            }
            finally
            {
                Now(stream.DisposeAsync());
            }
        }

        private void Check(PanelException fault)
        {
            Faults++;
            Assert.True(Enum.IsDefined(fault.Kind) && fault.Message.Length is > 0 and < 10_000, fault.Message);
            Assert.DoesNotContain("Hush-Hush-77!", fault.Message, StringComparison.Ordinal);
        }

        private static HttpStatusCode Status(ref SeededRandom random) => random.Below(4) switch { 0 => HttpStatusCode.InternalServerError, 1 => HttpStatusCode.BadGateway, _ => HttpStatusCode.OK };

        // All data is available at once, so this never waits.
        private static T Now<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("It waits.");

        private static void Now(ValueTask task)
        {
            if (!task.IsCompleted) throw new InvalidOperationException("It waits.");
            task.GetAwaiter().GetResult();
        }
    }

    /// <summary>A stream that returns at most a number of bytes per read.</summary>
    private sealed class Stuttering(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span[..Math.Min(piece, buffer.Length)]));
    }
}
