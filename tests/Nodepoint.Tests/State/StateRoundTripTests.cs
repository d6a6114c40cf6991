using System.Net;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.Writing;
using Nodepoint.Sandbox.Hosting;
using Nodepoint.Tests.Dns.ZoneFiles;
using Nodepoint.Tests.Sandbox;
using Nodepoint.Tests.Writing;
using Xunit;

namespace Nodepoint.Tests.State;

/// <summary>
/// Random panels: records of every noun with random values, as far as the panel accepts them, exported and imported into an empty panel, which is then equal.
/// They refer to records that are there: a random ID would mean something that is gone, which an import refuses.
/// </summary>
public sealed class StateRoundTripTests(ITestOutputHelper output) : IDisposable
{
    private const int Additions = 8;
    private const int Changes = 12;
    private const int DnsRecords = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("state").FullName;

    // The panels of every run; NODEPOINT_SEED tries another one.
    public static TheoryData<int> Seeds => Seed.Given is { } given ? [given] : [20261130, 20261201, 20261202];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_random_panel_is_equal_to_the_one_that_its_export_is_imported_into(int seed)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var one = await SandboxServer.StartAsync(RunningSandbox.AnyPort with { IsDemo = true }, cancel);
        await using var original = await ConnectAsync(one);
        var random = new Random(seed);
        var (done, refused) = (0, 0);
        foreach (var noun in StateNouns.All)
        {
            var (accepted, not) = await noun.Accept(new Filler(original, random, cancel));
            done += accepted;
            refused += not;
        }

        done += await FillZoneAsync(original, random, cancel);
        using (var snapshot = await ReadAsync(original, cancel)) new StateFolderWriter(_folder, snapshot).Write(isPreview: false, cancel);

        await using var other = await SandboxServer.StartAsync(RunningSandbox.AnyPort, cancel);
        using var state = StateFolder.Open(_folder, cancel);
        await PrepareAsync(other, state, cancel);
        await using var copy = await ConnectAsync(other);
        var loader = new StateLoader(state, copy);
        await loader.RunAsync(new StateProgress(), cancel);
        Seed.Report(output, $"{done} random changes on the panel, {refused} refused, {loader.Total} objects imported; seed {seed}");
        Assert.Empty(state.Warnings);
        // A panel can have several of them, such as filters of a mailbox; an import adds the first one, and says that there are others.
        var twice = StateNouns.All.SelectMany(noun => state.Entries(noun).GroupBy(entry => entry.Identity).Where(same => same.Count() > 1).Select(same => (noun.Name, same.First().Name))).ToHashSet();
        var problems = loader.Problems.Where(problem => !twice.Contains((problem.Entry.Noun.Name, problem.Entry.Name))).ToArray();
        Assert.True(problems.Length == 0, string.Join("\n", problems.Select(problem => $"{problem.Entry.Noun.Title} {problem.Entry.Name}: {problem.Problem.Message}").Order().Append($"seed {seed}")));
        using var result = await ReadAsync(copy, cancel);
        var differences = new StateComparison(state, result, StateFilter.All).Run(cancel).SelectMany(difference => difference.Changes)
            .Where(change => !twice.Contains((change.Noun, change.Key))).Select(change => $"{change}").ToArray();
        Assert.True(differences.Length == 0, string.Join("\n", differences.Append($"seed {seed}")));
    }

    private static async Task<PanelConnection> ConnectAsync(SandboxServer server)
        => await PanelConnection.OpenAsync(new PanelOptions { Uri = server.HttpAddress!, Credential = new NetworkCredential("npadmin", "Np-Admin-1!"), ThrottleLimit = 8 }, TestContext.Current.CancellationToken);

    private static Task<PanelSnapshot> ReadAsync(PanelConnection panel, CancellationToken cancel)
        => PanelSnapshot.ReadAsync(new PanelLookup(panel), StateFilter.All, withSecrets: true, "", 8, cancel);

    // An empty panel with the servers, templates, and PHP versions of the state.
    private static async Task PrepareAsync(SandboxServer server, StateFolder state, CancellationToken cancel)
    {
        using var http = new HttpClient();
        await using var rows = await http.GetStreamAsync(new Uri(server.HttpAddress!, "/sandbox/rows"), cancel);
        using var seed = new ByteArrayContent(SandboxSeed.Create(rows, state));
        using var response = await http.PostAsync(new Uri(server.HttpAddress!, "/sandbox/seed"), seed, cancel);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<int> FillZoneAsync(PanelConnection panel, Random random, CancellationToken cancel)
    {
        var lookup = new PanelLookup(panel);
        var zone = (await lookup.Table(DnsZoneNoun.Instance).ListAsync([], cancel))[0];
        var records = new RandomRecords(random).Next(DnsRecords).Select(record => record.Named(record.Name) with { Zone = zone.Origin, ZoneId = zone.Id });
        var wanted = ZoneDocument.Of(zone, [.. records], _ => { }).Records.Select(record => WantedZone.Of(record, zone.Origin)).ToArray();
        var synchronizer = new ZoneSynchronizer(lookup, new ZoneSerials(panel), new ZoneSyncOptions { Force = true, Limit = new ChangeLimit(100, IsShare: true) });
        var done = 0;
        foreach (var record in wanted)
        {
            try
            {
                await (await synchronizer.PlanAsync(new WantedZone(zone.Origin, null, [record]), new WriteLog(), cancel)).CarryOutAsync(new WriteLog(), cancel);
                done++;
            }
            catch (Exception problem) when (problem is PanelException or RuleException) { }
        }

        return done;
    }

    private sealed class Filler(PanelConnection panel, Random random, CancellationToken cancel) : INounVisitor<Task<(int Done, int Refused)>>
    {
        public async Task<(int Done, int Refused)> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var (done, refused) = (0, 0);
            for (var row = 0; row < Additions + Changes; row++)
            {
                var all = await new PanelLookup(panel).Table(noun).ListAsync([], cancel);
                if (all.Count == 0) break;
                var record = all[random.Next(all.Count)];
                var lookup = new PanelLookup(panel);
                var writer = new RecordWriter<T>(noun, lookup, new WriteOptions { Force = true });
                try
                {
                    WritePlan<T> plan;
                    if (row < Additions) plan = await RandomRows.Adding(noun, record, random, onlyStorable: true)(writer);
                    else
                    {
                        var (value, given) = RandomRows.Vary(noun, record, random, 1 + random.Next(3), onlyStorable: true);
                        plan = await writer.PlanChangeAsync(new Change<T>(new Reference<T>(record.Id), value, given), new WriteLog(), cancel);
                    }

                    await plan.CarryOutAsync(new WriteLog(), cancel);
                    done++;
                }
                catch (Exception problem) when (problem is PanelException or RuleException) { refused++; }
            }

            return (done, refused);
        }
    }
}
