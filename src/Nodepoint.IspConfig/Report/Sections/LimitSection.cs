using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The clients that are near their limits.</summary>
internal sealed class LimitSection : IReportSection
{
    // In percent: from here, a client soon needs another limit.
    private const double Shown = 80;

    /// <inheritdoc/>
    public string Id => "limits";

    /// <inheritdoc/>
    public string Title => "Clients near their limits";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        if (context.Connection.IsClientLogin)
        {
            draft.Note("The limits were not read, because a client that is logged in cannot read them.");
            return;
        }

        if (await draft.TryAsync("The clients were", () => context.CallAsync(() => context.Platform.Lookup.Table(ClientNoun.Instance).ListAsync([], cancel), cancel)).ConfigureAwait(false) is not { } clients) return;
        draft.Figure = ReportText.Count(clients.Count, "client");
        draft.Lead = $"Limits of which a client uses {ReportText.Percent(Shown)} or more. The remote API does not enforce them.";
        if (await draft.TryAsync("The limits were", () => ClientUsage.OfAllAsync(clients, context.Platform.Lookup, context.Platform.Calls, cancel)).ConfigureAwait(false) is not { } usage) return;
        var rows = usage.Where(static one => one.Percent >= Shown).OrderByDescending(static one => one.IsExceeded).ThenByDescending(static one => one.Percent).ThenBy(static one => one.Client, StringComparer.Ordinal).ThenBy(static one => one.What, StringComparer.Ordinal).Select(static one => new ReportRow(
            new ReportCell(ReportText.Clean(one.Client)), new ReportCell(one.What.Capitalized()), ReportCell.OfUse(one.Percent, one.IsExceeded), Cell(one, one.Used), Cell(one, one.Limit))).ToList();
        draft.Count(rows.Select(static row => row.Cells[2].State));
        draft.Tables.Add(new ReportTable("limits-list", "Limits that are nearly used", [new("Client"), new("Limit"), new("Used part"), new("Used") { IsNumber = true }, new("Allowed") { IsNumber = true }], rows)
        {
            Empty = $"No client uses {ReportText.Percent(Shown)} of a limit.",
        }.Limited("limits", "are used less"));
    }

    private static ReportCell Cell(ClientUsage usage, long number)
        => ReportCell.Of(number < 0 ? "unlimited" : usage.IsSize ? ReportText.Size(number) : ReportText.Number(number), number < 0 ? long.MaxValue : number);
}
