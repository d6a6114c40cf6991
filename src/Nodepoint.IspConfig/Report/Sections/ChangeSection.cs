using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.State;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>What has changed since an earlier state.</summary>
internal sealed class ChangeSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "changes";

    /// <inheritdoc/>
    public string Title => "Changes since the snapshot";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        using var before = await Task.Run(() => StateFolder.Open(context.Since!, cancel), cancel).ConfigureAwait(false);
        // Secrets are left out, so only what the snapshot has of the rest is read.
        var filter = new StateFilter(before.Manifest.Include, before.Manifest.Exclude);
        var nouns = StateNouns.All.Where(filter.Has).Select(static noun => noun.Name).ToList();
        if (await draft.TryAsync("The state of the panel was", () => PanelSnapshot.ReadAsync(context.Platform.Lookup, new StateFilter(nouns, []), withSecrets: false, context.ModuleVersion, context.InFlight, context.Progress, cancel)).ConfigureAwait(false) is not { } after) return;
        using (after)
        {
            var comparison = new StateComparison(before, after, StateFilter.All);
            var changes = new List<StateChange>();
            foreach (var difference in comparison.Run(cancel)) changes.AddRange(difference.Changes);
            foreach (var warning in before.Warnings.Concat(after.Warnings).Concat(comparison.Notices)) draft.Note(ReportText.Clean(warning));
            draft.Figure = changes.Count == 0 ? "no changes" : ReportText.Count(changes.Count, "change");
            draft.Lead = $"What differs from the snapshot in folder '{ReportText.Clean(Path.GetFileName(Path.TrimEndingDirectorySeparator(context.Since!)))}', without secrets.";
            Show(draft, comparison.Summaries, changes);
        }
    }

    private static void Show(SectionDraft draft, IReadOnlyList<StateSummary> summaries, IReadOnlyList<StateChange> changes)
    {
        var counts = summaries.Where(static one => one.Added + one.Removed + one.Changed > 0).Select(static one => new ReportRow(
            new ReportCell(StateNouns.All.FirstOrDefault(noun => noun.Name == one.Noun)?.Title.Capitalized() ?? one.Noun), Number(one.Added), Number(one.Removed), Number(one.Changed), Number(one.Equal))).ToList();
        if (counts.Count > 0) draft.Tables.Add(new ReportTable("changes-counts", "Objects by kind", [new("Kind"), new("Added") { IsNumber = true }, new("Removed") { IsNumber = true }, new("Changed") { IsNumber = true }, new("Equal") { IsNumber = true }], counts));
        var rows = changes.Select(static one => new ReportRow(
            new ReportCell(ReportText.Clean(one.Key)) { Detail = one.Title }, new ReportCell(one.Action.ToString()), new ReportCell(one.Member ?? ""),
            new ReportCell(Value(one, one.From)), new ReportCell(Value(one, one.To)), new ReportCell(ReportText.Clean(one.Client)))).ToList();
        draft.Tables.Add(new ReportTable("changes-list", "Changes", [new("Object"), new("Change"), new("Member"), new("From") { IsWide = true }, new("To") { IsWide = true }, new("Client")], rows) { Empty = "Nothing has changed since the snapshot." }
            .Limited("changes", "are in the result of Compare-NpState"));
    }

    private static ReportCell Number(int number) => ReportCell.Of(ReportText.Number(number), number);

    private static string Value(StateChange change, string? text) => change.IsSecret ? "a secret"
        : text is null ? ""
        : change.Member?.Contains("Quota", StringComparison.Ordinal) == true && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bytes) ? ReportText.Size(bytes)
        : ReportText.Clean(StateChange.Show(text));
}
