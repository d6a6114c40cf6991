using System.Reflection;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Writing;
using Xunit;

namespace Nodepoint.Tests.Writing;

/// <summary>Records of every noun are changed, removed, and added through the library alone, on the demo data, with a lost response at each step.</summary>
public sealed class EveryNounTests
{
    // Records of the nouns of which the demo data has none that nothing uses.
    private static readonly PanelObject[] Examples =
    [
        new ClientDomain { Domain = "added.example" }, new DnsSecondaryZone { Origin = "added.example.", Primary = ["192.0.2.1"] },
        new DatabaseUser { Username = "spare", Password = SecretText.From("Spare-User-11") },
    ];

    public static TheoryData<string> Nouns => [.. PanelNouns.All.Where(noun => noun.CmdletNoun is not null).Select(noun => noun.RecordType.Name)];

    [Theory, MemberData(nameof(Nouns))]
    public Task A_record_is_changed_removed_and_added(string record)
    {
        var noun = PanelNouns.All.First(one => one.RecordType.Name == record);
        var test = typeof(EveryNounTests).GetMethod(nameof(WriteAsync), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(noun.RecordType);
        return (Task)test.Invoke(null, [noun])!;
    }

    private static async Task WriteAsync<T>(PanelNoun<T> noun) where T : PanelObject, new()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var cancel = TestContext.Current.CancellationToken;
        var table = new PanelLookup(panel.Connection).Table(noun);
        var record = (await table.ListAsync([], cancel)).FirstOrDefault() ?? await ExampleAsync(panel, noun, cancel);
        await ChangeAsync(panel, noun, record, cancel);
        record = await UnusedAsync(panel, noun, (await table.GetAsync(record.Id, cancel))!, cancel);
        await RemoveAsync(panel, noun, record, cancel);
        Assert.Null(await table.GetAsync(record.Id, cancel));
        await AddAsync(panel, noun, record, cancel);
    }

    private static async Task<T> ExampleAsync<T>(RelayedPanel panel, PanelNoun<T> noun, CancellationToken cancel) where T : PanelObject, new()
    {
        var example = Examples.OfType<T>().Single();
        var writer = new RecordWriter<T>(noun, new PanelLookup(panel.Connection), WriteOptions.Default);
        var plan = await writer.PlanAdditionAsync(new Addition<T>(example, noun.Differences(new T(), example).Union(noun.Mandatory)), cancel);
        return (await plan.CarryOutAsync(new WriteLog(), cancel)).Record!;
    }

    // What others use is refused, and the last record of the demo data that nothing uses is removed instead.
    private static async Task<T> UnusedAsync<T>(RelayedPanel panel, PanelNoun<T> noun, T record, CancellationToken cancel) where T : PanelObject, new()
    {
        var lookup = new PanelLookup(panel.Connection);
        if (await noun.FindRemovalBlockerAsync(record, lookup, cancel) is not { } reason) return record;
        var writer = new RecordWriter<T>(noun, lookup, new WriteOptions { Recurse = true });
        var refusal = await Assert.ThrowsAsync<PanelException>(() => writer.PlanRemovalAsync(new Reference<T>(record), new WriteLog(), cancel));
        Assert.Equal(reason, refusal.Message);
        foreach (var other in await lookup.Table(noun).ListAsync([], cancel))
            if (await noun.FindRemovalBlockerAsync(other, lookup, cancel) is null) return other;
        return await ExampleAsync(panel, noun, cancel);
    }

    private static async Task ChangeAsync<T>(RelayedPanel panel, PanelNoun<T> noun, T record, CancellationToken cancel) where T : PanelObject, new()
    {
        var (ordinal, requested) = Changed(noun, record);
        var writer = new RecordWriter<T>(noun, new PanelLookup(panel.Connection), new WriteOptions { ReadBack = true });
        var change = new Change<T>(new Reference<T>(record.Id), requested, ColumnSet.Empty.With(ordinal));
        var log = new WriteLog();
        var sent = panel.Writes.Count;
        var plan = await writer.PlanChangeAsync(change, log, cancel);
        Assert.Equal(sent, panel.Writes.Count);
        Assert.Contains($"{noun.Columns[ordinal].Member} from ", plan.Action, StringComparison.Ordinal);
        Assert.False(plan.IsEmpty);

        panel.LoseNext();
        var (outcome, after) = await plan.CarryOutAsync(log, cancel);
        Assert.Equal(WriteOutcome.Changed, outcome);
        Assert.Contains(log.Lines, line => line.Contains("the response was lost", StringComparison.Ordinal));
        Assert.True(noun.Differences(record, after!).Contains(ordinal));

        // The same change again sends nothing.
        sent = panel.Writes.Count;
        var again = await writer.PlanChangeAsync(change, log, cancel);
        Assert.True(again.IsEmpty);
        Assert.Equal(WriteOutcome.Unchanged, (await again.CarryOutAsync(log, cancel)).Outcome);
        Assert.Equal(sent, panel.Writes.Count);
    }

    private static async Task RemoveAsync<T>(RelayedPanel panel, PanelNoun<T> noun, T record, CancellationToken cancel) where T : PanelObject, new()
    {
        var lookup = new PanelLookup(panel.Connection);
        var sent = panel.Writes.Count;
        var blocking = (await noun.DependentsAsync(record, lookup, cancel)).Where(dependent => !dependent.Implied).ToArray();
        if (blocking.Length > 0 && !noun.RemovesDependents)
        {
            var careful = new RecordWriter<T>(noun, lookup, WriteOptions.Default);
            var refusal = await Assert.ThrowsAsync<PanelException>(() => careful.PlanRemovalAsync(new Reference<T>(record), new WriteLog(), cancel));
            Assert.Contains(blocking, dependent => refusal.Message.Contains(dependent.Name, StringComparison.Ordinal) || refusal.Message.Contains(dependent.Title, StringComparison.Ordinal));
        }

        var writer = new RecordWriter<T>(noun, lookup, new WriteOptions { Recurse = true });
        var plan = await writer.PlanRemovalAsync(new Reference<T>(record), new WriteLog(), cancel);
        Assert.StartsWith("Remove", plan.Action, StringComparison.Ordinal);
        Assert.Equal(sent, panel.Writes.Count);
        panel.LoseNext();
        Assert.Equal(WriteOutcome.Removed, (await plan.CarryOutAsync(new WriteLog(), cancel)).Outcome);
        // A second removal is told that there is nothing.
        Assert.Equal(FaultKind.NotFound, (await Assert.ThrowsAsync<PanelException>(() => writer.PlanRemovalAsync(new Reference<T>(record.Id), new WriteLog(), cancel))).Kind);
    }

    private static async Task AddAsync<T>(RelayedPanel panel, PanelNoun<T> noun, T record, CancellationToken cancel) where T : PanelObject, new()
    {
        var passwords = noun.Hashed is { } hashed ? noun.Mandatory.With(hashed.Ordinal) : noun.Mandatory;
        // The panel of the test is of the recorded version.
        var given = noun.Written.Except(noun.Secrets).Except(noun.VersionDependent).Union(passwords);
        if (noun.ServerOrdinal >= 0 && noun.ServerOf(record) == 0) given = given.Without(noun.ServerOrdinal);
        var value = noun.Stored(record, 0, 0);
        foreach (var ordinal in passwords)
            typeof(T).GetProperty(noun.Columns[ordinal].Member)!.SetValue(value, SecretText.From(PasswordGenerator.Generate()));
        var sent = panel.Writes.Count;
        var writer = new RecordWriter<T>(noun, new PanelLookup(panel.Connection), WriteOptions.Default);
        var plan = await writer.PlanAdditionAsync(new Addition<T>(value, given), cancel);
        await plan.VerifyAsync(new WriteLog(), cancel);
        Assert.Equal(sent, panel.Writes.Count);
        Assert.Equal("Create", plan.Action);

        panel.LoseNext();
        var (outcome, stored) = await plan.CarryOutAsync(new WriteLog(), cancel);
        Assert.Equal(WriteOutcome.Added, outcome);
        Assert.Single(await new PanelLookup(panel.Connection).Table(noun).GetByKeyAsync(noun.KeyOf(stored!), cancel), one => noun.Differences(one, stored!).Intersect(noun.KeyParts).IsEmpty);

        // The same record again is refused, or handed back if that is wanted.
        var second = new RecordWriter<T>(noun, new PanelLookup(panel.Connection), WriteOptions.Default);
        var refusal = await Assert.ThrowsAsync<PanelException>(async () => await (await second.PlanAdditionAsync(new Addition<T>(value, given), cancel)).CarryOutAsync(new WriteLog(), cancel));
        Assert.Equal(FaultKind.Duplicate, refusal.Kind);
        var skipping = new RecordWriter<T>(noun, new PanelLookup(panel.Connection), new WriteOptions { SkipExisting = true });
        var (skipped, existing) = await (await skipping.PlanAdditionAsync(new Addition<T>(value, given), cancel)).CarryOutAsync(new WriteLog(), cancel);
        Assert.Equal((WriteOutcome.Existed, stored!.Id), (skipped, existing!.Id));
    }

    // A column whose value can be changed without another one, and a record with the new value: a yes/no column, else a text or a number, else the key.
    private static (int Ordinal, T Requested) Changed<T>(PanelNoun<T> noun, T record) where T : PanelObject
    {
        var columns = noun.Written.Except(noun.Secrets.Union(noun.KeyParts).Union(noun.SetAfterAdd)).Where(ordinal => ordinal != noun.ServerOrdinal && !noun.Columns[ordinal].Flags.HasFlag(ColumnFlags.Internal))
            .Select(ordinal => (Ordinal: ordinal, Member: typeof(T).GetProperty(noun.Columns[ordinal].Member)!))
            .Where(column => !column.Member.IsDefined(typeof(LinkAttribute)) && !column.Member.IsDefined(typeof(PutBeforeNameAttribute)) && Other(column.Member.GetValue(record)) is not null)
            .OrderBy(column => column.Ordinal == noun.KeyOrdinal ? 2 : column.Member.PropertyType == typeof(bool) ? 0 : 1);
        var (ordinal, member) = columns.First();
        var requested = record with { };
        member.SetValue(requested, Other(member.GetValue(record)));
        return (ordinal, requested);
    }

    private static object? Other(object? value) => value switch
    {
        bool flag => !flag,
        string text => "x" + text,
        long number => number + 1,
        _ => null,
    };
}
