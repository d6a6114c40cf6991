using System.Globalization;
using Nodepoint.IspConfig.Platform.Checks;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>The mailboxes by the part of their quota that they use.</summary>
internal sealed class MailboxSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "mailboxes";

    /// <inheritdoc/>
    public string Title => "Mailboxes";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        if (await draft.TryAsync("The usage of the mailboxes was", async () => await ReportedUsage.MailboxesAsync(await context.ClientsAsync(cancel).ConfigureAwait(false), context.Platform, cancel).ConfigureAwait(false)).ConfigureAwait(false) is not { } usage) return;
        draft.Figure = Invariant($"{ReportText.Number(usage.Count)} {(usage.Count == 1 ? "mailbox" : "mailboxes")}, {ReportText.Size(usage.Sum(static one => one.Used))}");
        draft.Lead = "The fullest first, as the servers last reported it. The panel reports mailboxes that belong to clients.";
        var rows = usage.OrderByDescending(static one => one.Percent ?? -1).ThenByDescending(static one => one.Used).ThenBy(static one => one.Email, StringComparer.Ordinal).Select(static one => new ReportRow(
            new ReportCell(ReportText.Clean(one.Email)), new ReportCell(ReportText.Clean(one.Name)), ReportCell.OfUse((double?)one.Percent), ReportCell.Of(ReportText.Size(one.Used), one.Used),
            ReportCell.Of(ReportText.Size(one.Quota), one.Quota < 0 ? long.MaxValue : one.Quota))).ToList();
        draft.Count(rows.Select(static row => row.Cells[2].State));
        draft.Tables.Add(new ReportTable("mailboxes-usage", "Mailboxes by use of their quota", [new("Mailbox"), new("Name"), new("Used part"), new("Used") { IsNumber = true }, new("Quota") { IsNumber = true }], rows) { Empty = "The panel reports no mailboxes." }
            .Limited("mailboxes", "use a smaller part of their quota, or have none"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
