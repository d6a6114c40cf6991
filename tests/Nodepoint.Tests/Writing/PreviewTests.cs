using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Xunit;
using static Nodepoint.Tests.Writing.RandomRows;

namespace Nodepoint.Tests.Writing;

/// <summary>
/// What -WhatIf shows is what the real run does: the same errors and the same calls, for random rows of every noun on the demo data. A preview
/// is a plan that is verified; the real run plans again and carries out. Only what the panel itself refuses can come as a surprise.
/// </summary>
public sealed class PreviewTests(ITestOutputHelper output)
{
    private const int Rows = 8;
    private const int Rounds = 4;
    private const int RowsOfRound = 5;

    // The rows of every run; NODEPOINT_SEED tries others.
    private const int UsualSeed = 20261129;

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
        var seed = Seed.Given ?? UsualSeed;
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
            var plan = kind == 0 ? Removing(noun, record, random.Next(2) == 0) : kind == 1 ? Changing(noun, record, random) : With(noun, Adding(noun, record, random));
            if (kind == 0 && row < Rows) plan = Changing(noun, record, random);
            var where = $"{noun.Title} {noun.KeyOf(record)}, row {row} of seed {seed}";

            var sent = panel.Writes.Count;
            var preview = await TryAsync(async () =>
            {
                var tables = new PreviewTables();
                tables.Begin();
                var planned = await plan(new PanelLookup(panel.Connection) { Preview = tables });
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

                Assert.Equal(IdOf(expected), IdOf(real.Error!));
                // What the panel itself refuses was sent in the real run; the panel may name more that is wrong with the record.
                if (writes.Length == 0) Assert.Equal(expected.Message, real.Error!.Message);
                else Assert.IsType<PanelException>(real.Error);
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

    /// <summary>
    /// Rows that depend on the rows before them: the same record twice, by key and by number, names that change hands, records that are added twice.
    /// All are previewed first, and then all are run.
    /// </summary>
    [Theory, MemberData(nameof(Nouns))]
    public Task Rows_see_the_rows_before_them(string record)
    {
        var noun = PanelNouns.All.First(one => one.RecordType.Name == record);
        var test = typeof(PreviewTests).GetMethod(nameof(RunInOrderAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(noun.RecordType);
        return (Task)test.Invoke(this, [noun])!;
    }

    private async Task RunInOrderAsync<T>(PanelNoun<T> noun) where T : PanelObject, new()
    {
        var seed = Seed.Given ?? UsualSeed;
        var random = new Random(seed);
        await using var panel = await RelayedPanel.StartAsync();
        var cancel = TestContext.Current.CancellationToken;
        var (alike, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var all = await new PanelLookup(panel.Connection).Table(noun).ListAsync([], cancel);
            if (all.Count == 0) return;
            var (one, two) = (all[random.Next(all.Count)], all[random.Next(all.Count)]);
            var rows = Enumerable.Range(0, RowsOfRound).Select(_ => Dependent(noun, random.Next(3) == 0 ? two : one, two, random)).ToArray();
            var sent = panel.Writes.Count;
            var previews = await CommandAsync(noun, rows, new PanelLookup(panel.Connection) { Preview = new PreviewTables() }, isPreview: true, cancel);
            Assert.True(sent == panel.Writes.Count, $"{noun.Title}, round {round} of seed {seed}: the preview sent {panel.Writes.LastOrDefault()}.");
            var reals = await CommandAsync(noun, rows, new PanelLookup(panel.Connection), isPreview: false, cancel);
            for (var i = 0; i < rows.Length; i++)
            {
                var (preview, real) = (previews[i], reals[i]);
                var where = $"{noun.Title} {noun.KeyOf(one)}, round {round} of seed {seed}, row {i} ({rows[i].What}) of {string.Join("; ", rows.Select(row => row.What))}";
                Assert.True(preview.Error is null == real.Error is null, $"{where}: the preview said '{preview.Error ?? preview.Action}', the real run '{real.Error ?? "done"}'.");
                if (preview.Error is not null)
                {
                    Assert.True(preview.Id == real.Id, $"{where}: the preview refused with {preview.Id} '{preview.Error}', the real run with {real.Id} '{real.Error}'.");
                    refused++;
                }
                else alike++;
            }
        }

        Seed.Report(output, $"{noun.Title}: {alike} rows done as previewed, {refused} refused alike; seed {seed}");
    }

    private static async Task<List<(string? Action, string? Error, string? Id)>> CommandAsync<T>(PanelNoun<T> noun, Step<T>[] rows, PanelLookup lookup, bool isPreview, CancellationToken cancel) where T : PanelObject
    {
        var writer = new RecordWriter<T>(noun, lookup, WriteOptions.Default);
        var recursing = new RecordWriter<T>(noun, lookup, new WriteOptions { Recurse = true });
        var results = new List<(string?, string?, string?)>();
        foreach (var row in rows)
        {
            var reads = lookup.Preview?.Begin();
            var result = await TryAsync(async () =>
            {
                var plan = await row.Plan(row.Recurses ? recursing : writer);
                if (!isPreview)
                {
                    await plan.CarryOutAsync(new WriteLog(), cancel);
                    return plan.Action;
                }

                await plan.VerifyAsync(new WriteLog(), cancel);
                lookup.Preview!.Apply(plan.Changes, reads!);
                return plan.Action;
            });
            results.Add((result.Value, result.Error?.Message, result.Error is null ? null : IdOf(result.Error)));
        }

        return results;
    }

    private static Step<T> Dependent<T>(PanelNoun<T> noun, T record, T other, Random random) where T : PanelObject, new()
    {
        var cancel = TestContext.Current.CancellationToken;
        var reference = random.Next(2) == 0 && !noun.HasShortKeys ? new Reference<T>(noun.KeyOf(record)) : new Reference<T>(record.Id);
        switch (random.Next(4))
        {
            case 0:
                return new($"remove {reference}", true, writer => writer.PlanRemovalAsync(reference, new WriteLog(), cancel));
            case 1:
                var (value, given) = Vary(noun, record, random, 1);
                return new($"change {reference}: {string.Join(", ", given.Select(ordinal => noun.Columns[ordinal].Member))}", false, writer => writer.PlanChangeAsync(new Change<T>(reference, value, given), new WriteLog(), cancel));
            case 2 when typeof(T).GetProperty(noun.Columns[noun.KeyOrdinal].Member) is { PropertyType: var type } key && type == typeof(string):
                // Onto another record's name, or onto a new one that a later row may name.
                var name = random.Next(2) == 0 ? noun.KeyOf(other) : $"n{noun.KeyOf(record)}";
                var renamed = record with { };
                key.SetValue(renamed, name);
                return new($"rename {reference} to {name}", false, writer => writer.PlanChangeAsync(new Change<T>(reference, renamed, ColumnSet.Empty.With(noun.KeyOrdinal)), new WriteLog(), cancel));
            default:
                var adding = Adding(noun, record, new Random(random.Next(3)));
                return new($"add like {noun.KeyOf(record)}", false, writer => adding(writer));
        }
    }

    private sealed record Step<T>(string What, bool Recurses, Func<RecordWriter<T>, Task<WritePlan<T>>> Plan) where T : PanelObject;

    private static Func<PanelLookup, Task<WritePlan<T>>> Removing<T>(PanelNoun<T> noun, T record, bool recurse) where T : PanelObject
        => lookup => new RecordWriter<T>(noun, lookup, new WriteOptions { Recurse = recurse }).PlanRemovalAsync(new Reference<T>(record.Id), new WriteLog(), TestContext.Current.CancellationToken);

    private static Func<PanelLookup, Task<WritePlan<T>>> Changing<T>(PanelNoun<T> noun, T record, Random random) where T : PanelObject
    {
        var (value, given) = Vary(noun, record, random, 1 + random.Next(3));
        return lookup => new RecordWriter<T>(noun, lookup, WriteOptions.Default).PlanChangeAsync(new Change<T>(new Reference<T>(record.Id), value, given), new WriteLog(), TestContext.Current.CancellationToken);
    }

    private static Func<PanelLookup, Task<WritePlan<T>>> With<T>(PanelNoun<T> noun, Func<RecordWriter<T>, Task<WritePlan<T>>> plan) where T : PanelObject
        => lookup => plan(new RecordWriter<T>(noun, lookup, WriteOptions.Default));

    private static string IdOf(Exception problem) => problem is RuleException rule ? rule.Rule.Id : problem is PanelException fault ? fault.Kind.ToString() : problem.GetType().Name;

    private static async Task<(TValue? Value, Exception? Error)> TryAsync<TValue>(Func<Task<TValue>> work) where TValue : notnull
    {
        try { return (await work(), null); }
        catch (Exception problem) when (problem is PanelException or RuleException) { return (default, problem); }
    }
}
