using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.IspConfig.Report.Sections;

/// <summary>Whether mail from and to the mail domains reaches the inbox: a matrix of domains and checks, and what to do.</summary>
internal sealed class DeliverySection : IReportSection
{
    private const int DomainsAtOnce = 64;
    private const int FirstDomains = 5;

    /// <inheritdoc/>
    public string Id => "delivery";

    /// <inheritdoc/>
    public string Title => "Mail delivery";

    /// <inheritdoc/>
    public async Task GatherAsync(SectionDraft draft, ReportContext context, CancellationToken cancel)
    {
        if (await draft.TryAsync("The mail domains were", () => context.CallAsync(() => context.Platform.Lookup.Table(MailDomainNoun.Instance).ListAsync([], cancel), cancel)).ConfigureAwait(false) is not { } all) return;
        var domains = all.Where(static one => one.Active).OrderBy(static one => one.Domain, StringComparer.Ordinal).ToList();
        draft.Figure = ReportText.Count(domains.Count, "mail domain");
        draft.Lead = $"Whether mail from and to each domain reaches the inbox.{(all.Count > domains.Count ? $" {ReportText.Count(all.Count - domains.Count, "disabled mail domain")} left out." : "")}";
        if (!context.IsLive) draft.Note("The mail domains were not tested, because the report was made with -NoLive.");
        else if (domains.Count > 0 && await TestAsync(draft, domains, context, cancel).ConfigureAwait(false) is { } tests) Show(draft, tests);
    }

    // Where no resolver answers, the first domains say so, and the others need not wait for it.
    private static Task<MailDomainTest[]?> TestAsync(SectionDraft draft, List<MailDomain> domains, ReportContext context, CancellationToken cancel) => draft.TryAsync<MailDomainTest[]>("The mail domains were", async () =>
    {
        var tests = new MailDomainTest[domains.Count];
        var first = Math.Min(FirstDomains, domains.Count);
        await TestSomeAsync(0, first).ConfigureAwait(false);
        if (tests.Take(first).All(static test => test.Checks is [{ IsUnknown: true }, ..]))
        {
            draft.Note($"The mail domains were not tested, because {domains[0].Domain} was {ReportText.Clean(tests[0].Checks[0].Found)}. Check the resolvers of the platform profile (Set-NpPlatform -Resolver), or those of this computer.");
            return [];
        }

        await TestSomeAsync(first, domains.Count - first).ConfigureAwait(false);
        return tests;

        Task TestSomeAsync(int from, int count) => Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = DomainsAtOnce, CancellationToken = cancel }, async (at, token) =>
            tests[at] = await context.Mail.TestAsync(domains[at].Domain, domains[at], context.MailPanel, token).ConfigureAwait(false));
    });

    private static void Show(SectionDraft draft, MailDomainTest[] tests)
    {
        if (tests.Length == 0) return;
        var names = tests.SelectMany(static test => test.Checks).Select(static check => check.Name).Distinct().ToList();
        var ordered = tests.OrderByDescending(static test => test.Verdict).ThenBy(static test => test.Domain, StringComparer.Ordinal).ToList();
        draft.Count(tests.Select(static test => ReportStates.Of(test.Verdict)));
        draft.Tables.Add(new ReportTable("delivery-matrix", "Checks of each mail domain", [new("Domain"), .. names.Select(static name => new ReportColumn(name))], [.. ordered.Select(test => Row(test, names))]) { IsMatrix = true }
            .Limited("mail domains", "have no worse verdict than the last one here"));

        var advice = ordered.SelectMany(static test => test.Checks.Select(check => (test.Domain, Check: check))).Where(static one => one.Check.State is CheckState.Fail or CheckState.Warn && one.Check.Advice.Length + one.Check.Fix.Length > 0)
            .OrderByDescending(static one => one.Check.State).Select(static one => new ReportRow(
                new ReportCell(one.Domain) { State = ReportStates.Of(one.Check.State) }, new ReportCell(one.Check.Name), new ReportCell(ReportText.Clean(one.Check.Found)),
                new ReportCell(ReportText.Clean(one.Check.Advice)) { Code = ReportText.Clean(one.Check.Fix) })).ToList();
        if (advice.Count > 0) draft.Tables.Add(new ReportTable("delivery-advice", "What to do", [new("Domain"), new("Check"), new("Found") { IsWide = true }, new("What to do") { IsWide = true }], advice).Limited("lines", "are in the result of Test-NpMailDomain"));
    }

    private static ReportRow Row(MailDomainTest test, IReadOnlyList<string> names) => new([
        new ReportCell(test.Domain), .. names.Select(name => Array.Find(test.Checks, check => check.Name == name) is { } check ? ReportCell.Of(ReportStates.Of(check.State)) with { Detail = ReportText.Clean(check.Found) } : new ReportCell("")),
    ]);
}
