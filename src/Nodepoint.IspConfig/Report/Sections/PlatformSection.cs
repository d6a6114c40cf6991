using System.Globalization;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The map of the platform: services with their addresses and what they answer, and the servers of the panel.</summary>
internal sealed class PlatformSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "platform";

    /// <inheritdoc/>
    public string Title => "Platform";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        var tests = context.IsLive ? await draft.TryAsync("The services were", () => context.ServicesAsync(cancel)).ConfigureAwait(false) : null;
        if (!context.IsLive) draft.Note("The services, their names, and their certificates were not tested, because the report was made with -NoLive.");
        if (context.Profile is null) draft.Note($"Panel '{context.Connection.Name}' has no platform profile, so only the panel itself was tested. Create the profile with Set-NpPlatform.");
        draft.Services.AddRange(Map(context.Profile, tests));
        draft.Count(draft.Services.SelectMany(static one => one.Findings).Select(static one => one.State));
        draft.Lead = context.Profile is null ? "The panel, and its servers." : "The services of the platform profile, each on its own address, and what they answered.";
        draft.Figure = ReportText.Count(draft.Services.Count, "service");
        await AddServersAsync(draft, context, cancel).ConfigureAwait(false);
        if (context.Profile is null) return;
        IPlatformCheck[] checks = context.IsLive ? [new AddressCheck(), new NameCheck()] : [new AddressCheck()];
        var findings = await draft.TryAsync("The addresses of the profile were", () => Task.WhenAll(checks.Select(check => PlatformTester.RunAsync(check, context.Platform, cancel)))).ConfigureAwait(false);
        draft.Add("Addresses and names", [.. (findings ?? []).SelectMany(static one => one)]);
    }

    private static async Task AddServersAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        var directory = new ServerDirectory(context.Connection);
        if (await draft.TryAsync("The servers of the panel were", () => context.CallAsync(() => directory.ListAsync(cancel), cancel)).ConfigureAwait(false) is not { } servers) return;
        var described = await draft.TryAsync("The services of the panel's servers were", () => Task.WhenAll(servers.Select(server => context.CallAsync(() => directory.DescribeAsync(server, cancel), cancel)))).ConfigureAwait(false);
        var addresses = await draft.TryAsync("The addresses of the panel's servers were", () => context.CallAsync(() => context.Platform.Lookup.Table(ServerIpNoun.Instance).ListAsync([], cancel), cancel)).ConfigureAwait(false) ?? [];
        var rows = (described ?? [.. servers]).Select(server => new ReportRow(
            new ReportCell(ReportText.Clean(server.Name)),
            new ReportCell(string.Join(", ", addresses.Where(one => one.ServerId == server.Id).Select(static one => one.IPAddress))),
            new ReportCell(string.Join(", ", Roles(server))),
            new ReportCell(ReportText.Clean(server.Version)))).ToList();
        draft.Tables.Add(new ReportTable("platform-servers", "Servers of the panel", [new("Server"), new("Addresses"), new("Roles"), new("ISPConfig")], rows));
    }

    private static IEnumerable<string> Roles(Server server)
    {
        if (server.Mail) yield return "mail";
        if (server.Web) yield return "web";
        if (server.Dns) yield return "DNS";
        if (server.Database) yield return "databases";
        if (server.File) yield return "files";
    }

    private static IEnumerable<ReportService> Map(PlatformProfile? profile, IReadOnlyList<ServiceTest>? tests)
    {
        foreach (var service in tests?.GroupBy(static one => one.Service) ?? [])
        {
            var (first, checks) = (service.First(), service.Where(static one => one.Protocol != ServiceTest.Others).ToList());
            var addresses = profile?.FindService(service.Key)?.Addresses is { Count: > 0 } known ? known : [.. service.Select(static one => one.Address?.ToString()).OfType<string>().Distinct()];
            yield return new ReportService(
                service.Key, first.HostName, addresses, ReportStates.Of(service.Max(static one => one.Verdict)),
                [.. checks.Select(one => new ReportCheck(NameOf(one, addresses.Count > 1), ReportStates.Of(one.Verdict), Detail(one)))],
                [.. service.SelectMany(static one => one.Findings).OrderByDescending(static one => one.Severity).Select(static one => new ReportFinding(ReportStates.Of(one.Severity), ReportText.Clean(one.Message), ReportText.Clean(one.Advice)))]);
        }

        if (tests is not null) yield break;
        foreach (var service in profile?.Services ?? []) yield return new ReportService(service.Name, service.HostName ?? "", service.Addresses, ReportState.Skip, [], []);
    }

    private static string NameOf(ServiceTest test, bool hasSeveral)
        => string.Create(CultureInfo.InvariantCulture, $"{test.Protocol}{(test.Port is { } port ? $" {port}" : "")}{(hasSeveral && test.Address is { } address ? $" on {address}" : "")}");

    private static string Detail(ServiceTest test)
    {
        var tls = test.TlsVersion.StartsWith("Tls1", StringComparison.Ordinal) ? $"TLS 1.{test.TlsVersion[4..].PadRight(1, '0')}" : test.TlsVersion;
        return string.Join(", ", new[] { tls, test.LatencyMs is { } latency ? string.Create(CultureInfo.InvariantCulture, $"{(latency < 10 ? Math.Round(latency, 1) : Math.Round(latency)):0.#} ms") : "" }.Where(static one => one.Length > 0));
    }
}
