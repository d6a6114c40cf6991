using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Xunit;

namespace Nodepoint.Tests.Writing;

/// <summary>
/// What -WhatIf shows is what the real run does: the same errors and the same calls, for random rows of every noun on the demo data. A preview
/// is a plan that is verified; the real run plans again and carries out. Only what the panel itself refuses can come as a surprise.
/// </summary>
public sealed class PreviewTests(ITestOutputHelper output)
{
    private const int Rows = 8;

    private static readonly string[] Texts = ["", " ", "x", "a b", "ü.example", "x.example", "x@x.example", "@x.example", "192.0.2.7", "2001:db8::7", "two\nlines", "say \"x\"", "100%", "_", "/x", "../x", "*", "-1", new('y', 300)];
    private static readonly long[] Numbers = [-5, -1, 0, 1, 2, 59, 60, 3600, 999999, int.MaxValue, 1L << 40];

    public static TheoryData<string> Nouns => [.. PanelNouns.All.Where(noun => noun.CmdletNoun is not null).Select(noun => noun.RecordType.Name)];

    [Theory, MemberData(nameof(Nouns))]
    public Task A_preview_has_the_errors_and_the_calls_of_the_real_run(string record)
    {
        var noun = PanelNouns.All.First(one => one.RecordType.Name == record);
        var test = typeof(PreviewTests).GetMethod(nameof(RunAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(noun.RecordType);
        return (Task)test.Invoke(this, [noun])!;
    }

    private async Task RunAsync<T>(PanelNoun<T> noun) where T : PanelObject, new()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        await using var panel = await RelayedPanel.StartAsync();
        var cancel = TestContext.Current.CancellationToken;
        var (refused, done, byPanel) = (0, 0, 0);
        for (var row = 0; row < Rows * 3; row++)
        {
            var all = await new PanelLookup(panel.Connection).Table(noun).ListAsync([], cancel);
            if (all.Count == 0) all = [new T()];
            var record = all[random.Next(all.Count)];
            var kind = row % 3;
            // Removals come last, or nothing would be left.
            var plan = kind == 0 ? Removing(noun, record, random.Next(2) == 0) : kind == 1 ? Changing(noun, record, random) : Adding(noun, record, random);
            if (kind == 0 && row < Rows) plan = Changing(noun, record, random);
            var where = $"{noun.Title} {noun.KeyOf(record)}, row {row} of seed {seed}";

            var sent = panel.Writes.Count;
            var preview = await TryAsync(async () =>
            {
                var planned = await plan(new PanelLookup(panel.Connection));
                await planned.VerifyAsync(new WriteLog(), cancel);
                return planned;
            });
            Assert.True(sent == panel.Writes.Count, $"{where}: a preview sent {panel.Writes.LastOrDefault()}.");

            var log = new WriteLog();
            var real = await TryAsync(async () => await (await plan(new PanelLookup(panel.Connection))).CarryOutAsync(log, cancel));
            var writes = panel.Writes.Skip(sent).ToArray();
            if (preview.Error is { } expected)
            {
                Assert.True(real.Error is not null, $"{where}: the real run did what the preview refused with '{expected.Message}'.");
                // A record that exists is refused by the panel itself in the real run, with its own words, which say what it is that exists.
                if (expected is PanelException { Kind: FaultKind.Duplicate } && noun.RefusesDuplicates && real.Error is PanelException)
                {
                    refused++;
                    continue;
                }

                Assert.Equal(expected.Message, real.Error!.Message);
                Assert.Equal(IdOf(expected), IdOf(real.Error));
                Assert.Empty(writes);
                refused++;
                continue;
            }

            var calls = preview.Value!.Calls.Select(call => call.Call.Function).ToArray();
            if (real.Error is { } surprise)
            {
                Assert.True(surprise is PanelException && writes.Length > 0, $"{where}: the preview said '{preview.Value.Action}', but the real run failed before it sent anything: {surprise.Message}");
                byPanel++;
                continue;
            }

            Assert.True(calls.SequenceEqual(writes.Take(calls.Length)), $"{where}: the preview said '{preview.Value.Action}' with {string.Join(", ", calls)}, but the real run sent {string.Join(", ", writes)}.");
            // What the panel overwrites when it adds a record is set right after.
            Assert.True(writes.Length == calls.Length || (kind == 2 && !noun.SetAfterAdd.IsEmpty), $"{where}: the preview said '{preview.Value.Action}', but the real run sent {string.Join(", ", writes)}.");
            done++;
        }

        Seed.Report(output, $"{noun.Title}: {done} rows done as previewed, {refused} refused alike, {byPanel} refused by the panel alone; seed {seed}");
    }

    private static Func<PanelLookup, Task<WritePlan<T>>> Removing<T>(PanelNoun<T> noun, T record, bool recurse) where T : PanelObject
        => lookup => new RecordWriter<T>(noun, lookup, new WriteOptions { Recurse = recurse }).PlanRemovalAsync(new Reference<T>(record.Id), new WriteLog(), TestContext.Current.CancellationToken);

    private static Func<PanelLookup, Task<WritePlan<T>>> Changing<T>(PanelNoun<T> noun, T record, Random random) where T : PanelObject
    {
        var (value, given) = Random(noun, record, random, 1 + random.Next(3));
        return lookup => new RecordWriter<T>(noun, lookup, WriteOptions.Default).PlanChangeAsync(new Change<T>(new Reference<T>(record.Id), value, given), new WriteLog(), TestContext.Current.CancellationToken);
    }

    private static Func<PanelLookup, Task<WritePlan<T>>> Adding<T>(PanelNoun<T> noun, T record, Random random) where T : PanelObject
    {
        var passwords = noun.Hashed is { } hashed ? noun.Mandatory.With(hashed.Ordinal) : noun.Mandatory;
        var given = noun.Written.Except(noun.Secrets).Union(passwords);
        if (noun.ServerOrdinal >= 0 && noun.ServerOf(record) == 0) given = given.Without(noun.ServerOrdinal);
        var (value, _) = Random(noun, noun.Stored(record, 0, 0), random, random.Next(3));
        var key = typeof(T).GetProperty(noun.Columns[noun.KeyOrdinal].Member)!;
        if (random.Next(3) > 0 && key.PropertyType == typeof(string)) key.SetValue(value, $"n{random.Next(1000)}{noun.KeyOf(value)}");
        foreach (var ordinal in passwords) typeof(T).GetProperty(noun.Columns[ordinal].Member)!.SetValue(value, random.Next(4) == 0 ? SecretText.From("x") : SecretText.From(PasswordGenerator.Generate()));
        return lookup => new RecordWriter<T>(noun, lookup, WriteOptions.Default).PlanAdditionAsync(new Addition<T>(value, given), TestContext.Current.CancellationToken);
    }

    // A copy with random values, and the columns that have them.
    private static (T Value, ColumnSet Given) Random<T>(PanelNoun<T> noun, T record, Random random, int count) where T : PanelObject
    {
        var columns = noun.Written.Except(noun.Secrets).Where(ordinal => !noun.Columns[ordinal].Flags.HasFlag(ColumnFlags.Internal)).ToArray();
        var (value, given) = (record with { }, ColumnSet.Empty);
        for (; count > 0; count--)
        {
            var ordinal = columns[random.Next(columns.Length)];
            var member = typeof(T).GetProperty(noun.Columns[ordinal].Member)!;
            member.SetValue(value, Random(member.PropertyType, member.GetValue(record), random));
            given = given.With(ordinal);
        }

        return (value, given);
    }

    private static object? Random(Type type, object? current, Random random) => current switch
    {
        _ when random.Next(6) == 0 => current,
        bool flag => !flag,
        long => Numbers[random.Next(Numbers.Length)],
        string => Texts[random.Next(Texts.Length)],
        string[] => Enumerable.Range(0, random.Next(3)).Select(_ => Texts[random.Next(Texts.Length)]).ToArray(),
        Enum => Enum.GetValuesAsUnderlyingType(type) is var values ? Enum.ToObject(type, values.GetValue(random.Next(values.Length))!) : current,
        _ => current,
    };

    private static string IdOf(Exception problem) => problem is RuleException rule ? rule.Rule.Id : problem is PanelException fault ? fault.Kind.ToString() : problem.GetType().Name;

    private static async Task<(TValue? Value, Exception? Error)> TryAsync<TValue>(Func<Task<TValue>> work) where TValue : notnull
    {
        try { return (await work(), null); }
        catch (Exception problem) when (problem is PanelException or RuleException) { return (default, problem); }
    }
}
