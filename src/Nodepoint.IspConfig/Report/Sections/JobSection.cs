using System.Globalization;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The changes that servers could not apply, and those that wait for too long.</summary>
internal sealed class JobSection : IReportSection
{
    private const int Days = 7;

    /// <inheritdoc/>
    public string Id => "jobs";

    /// <inheritdoc/>
    public string Title => "Jobs";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        draft.Lead = string.Create(CultureInfo.InvariantCulture, $"Changes of the last {Days} days that the servers reported as failed, and changes that have been waiting for a server.");
        // It reports what it cannot read as a finding.
        draft.Add("Waiting changes", await draft.TryAsync("The waiting changes were", () => PlatformTester.RunAsync(new JobCheck(), context.Platform, cancel)).ConfigureAwait(false) ?? []);
        if (await draft.TryAsync("The data log was", () => context.CallAsync(() => FailedAsync(context, cancel), cancel)).ConfigureAwait(false) is not { } failed) return;
        var servers = await draft.TryAsync("The names of the servers were", () => context.CallAsync(() => new ServerDirectory(context.Connection).ListAsync(cancel), cancel)).ConfigureAwait(false) ?? [];
        var names = servers.ToDictionary(static server => server.Id, static server => server.Name);
        draft.Figure = failed.Count == 0 ? "no failed jobs" : ReportText.Count(failed.Count, "failed job");
        var rows = failed.Select(one => new ReportRow(
            new ReportCell(ReportText.Time(one.Time)) { State = one.Status == "error" ? ReportState.Fail : ReportState.Warn, Sort = one.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
            new ReportCell(one.ServerId == 0 ? "all servers" : ReportText.Clean(names.GetValueOrDefault(one.ServerId) ?? string.Create(CultureInfo.InvariantCulture, $"server {one.ServerId}"))),
            new ReportCell($"{one.Action} in {ReportText.Clean(one.Table)}") { Detail = one.RecordId > 0 ? string.Create(CultureInfo.InvariantCulture, $"row {one.RecordId}, entry {one.Id}") : string.Create(CultureInfo.InvariantCulture, $"entry {one.Id}") },
            new ReportCell(ReportText.Clean(one.User)), new ReportCell(ReportText.Clean(one.Error.Length > 0 ? one.Error : one.Status)))).ToList();
        draft.Count(rows.Select(static row => row.Cells[0].State));
        draft.Tables.Add(new ReportTable("jobs-failed", "Failed jobs of the data log", [new("Time"), new("Server"), new("Change"), new("By"), new("Error") { IsWide = true }], rows) { Empty = string.Create(CultureInfo.InvariantCulture, $"No job of the last {Days} days failed.") }
            .Limited("failed jobs", "are older"));
    }

    private static async Task<IReadOnlyList<DataLogEntry>> FailedAsync(ReportContext context, CancellationToken cancel)
    {
        var failed = new List<DataLogEntry>();
        await foreach (var entry in new DataLog(context.Connection).SinceAsync(context.Platform.PanelTime.AddDays(-Days), cancel).ConfigureAwait(false))
            if (entry.Status is "error" or "warning") failed.Add(entry);
        return failed;
    }
}
