using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The zones with their serials on the panel and on each name server of the platform.</summary>
internal sealed class ZoneSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "zones";

    /// <inheritdoc/>
    public string Title => "DNS zones";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        if (await draft.TryAsync("The zones were", () => context.CallAsync(() => context.Platform.Lookup.Table(DnsZoneNoun.Instance).ListAsync([], cancel), cancel)).ConfigureAwait(false) is not { } zones) return;
        draft.Figure = ReportText.Count(zones.Count, "zone");
        draft.Lead = "The serial of each zone on the panel and on the name servers. A newer serial on the panel reaches them within a minute or two.";
        var served = await AskAsync(draft, zones, context, cancel).ConfigureAwait(false);
        var states = served?.Zones.ToDictionary(static one => one.Zone.Id) ?? [];
        var servers = served?.Servers ?? [];
        ReportColumn[] columns = [new("Zone"), new("State") { IsShort = true }, new("Panel") { IsNumber = true }, .. servers.Select(server => new ReportColumn(NameOf(server, context)) { IsNumber = true })];
        var rows = zones.Select(zone => (Zone: zone, State: StateOf(zone, states.GetValueOrDefault(zone.Id)))).OrderBy(static one => Rank(one.State)).ThenBy(static one => one.Zone.Origin, StringComparer.Ordinal)
            .Select(one => Row(one.Zone, one.State, states.GetValueOrDefault(one.Zone.Id), servers.Count)).ToList();
        draft.Tables.Add(new ReportTable("zones-serials", "Serials", columns, rows) { Empty = "No zones were found." }.Limited("zones", "have no worse state than the last one here"));
        if (served is not null) draft.Add("What is wrong with the zones", [.. new SerialCheck().Findings(served)]);
    }

    private static async Task<ServedSerials?> AskAsync(SectionDraft draft, IReadOnlyList<DnsZone> zones, ReportContext context, CancellationToken cancel)
    {
        if (!context.IsLive) draft.Note("The name servers were not asked, because the report was made with -NoLive.");
        else if (context.Profile is null) draft.Note("The name servers were not asked, because they are in the platform profile, which was not found. Create it with Set-NpPlatform.");
        else return await draft.TryAsync("The serials were", async () => await ServedSerials.ReadAsync(zones, context.Platform, cancel).ConfigureAwait(false)
            ?? throw new NoAnswerException("the profile has no name servers (Set-NpPlatform -Service)")).ConfigureAwait(false);
        return null;
    }

    private static ReportState StateOf(DnsZone zone, ServedZone? served) => served switch
    {
        null => ReportState.Skip,
        { Newest: null } => ReportState.Fail,
        _ when Array.Exists(served.Servers, server => server.Serial != served.Newest.Serial) => ReportState.Fail,
        { Newest.IsCurrent: false } => ReportState.Warn,
        _ => ReportState.Pass,
    };

    private static int Rank(ReportState state) => state switch { ReportState.Fail => 0, ReportState.Warn => 1, ReportState.Skip => 2, _ => 3 };

    private static ReportRow Row(DnsZone zone, ReportState state, ServedZone? served, int servers) => new(
    [
        new ReportCell(ReportText.Clean(zone.Origin.TrimEnd('.'))), zone.Active ? ReportCell.Of(state) : new ReportCell("Disabled") { State = ReportState.Skip, Sort = "2" }, Serial(zone.Serial),
        .. served?.Servers.Select(server => Cell(server, served)) ?? Enumerable.Repeat(new ReportCell(""), servers),
    ]);

    private static ReportCell Cell(DnsServerState server, ServedZone zone)
        => server.Serial is { } serial ? Serial(serial) with { State = serial != zone.Newest!.Serial ? ReportState.Fail : server.IsCurrent ? ReportState.None : ReportState.Warn }
            : new ReportCell("no answer") { State = ReportState.Fail, Detail = ReportText.Clean(server.Problem), Sort = "0" };

    private static ReportCell Serial(long serial) => new(serial.ToString(CultureInfo.InvariantCulture)) { Sort = serial.ToString(CultureInfo.InvariantCulture) };

    private static string NameOf(TestedServer server, ReportContext context)
    {
        var service = context.Profile!.Services.FirstOrDefault(one => ServiceProtocol.Of(one).Contains(ServiceProtocol.Dns) && one.Addresses.Contains(server.EndPoint.Address.ToString()));
        return service?.Name ?? ReportText.Clean(server.Name);
    }
}
