using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail;

/// <summary>
/// The steps of a rotation: what is over is removed, the time of the old key is noted, the new key is published, the name servers get it, and only
/// then the mail domain changes. After each of them, the key that signs is published.
/// </summary>
/// <param name="rotator">What it was planned with.</param>
/// <param name="before">The mail domain as it was read.</param>
/// <param name="zone">The zone of its records; null for none.</param>
internal sealed class DkimRotationPlan(DkimRotator rotator, MailDomain before, DnsZone? zone) : WritePlan<MailDomain>
{
    private List<WritePlan<DnsRecord>>? _records;

    /// <summary>The zone of the records; null for none.</summary>
    public DnsZone? Zone => zone;

    /// <summary>The records of earlier rotations whose time is over.</summary>
    public IReadOnlyList<DkimKeptKey> Expired { get; init; } = [];

    /// <summary>The selector of the new key; empty if only records are removed.</summary>
    public string Selector { get; init; } = "";

    /// <summary>The new key; null if the mail domain has the selector already.</summary>
    public DkimKeyPair? Key { get; init; }

    /// <summary>The record of the new key.</summary>
    public DkimRecord? Publication { get; init; }

    /// <summary>What an interrupted rotation has published at the selector; null for nothing.</summary>
    public DnsRecord? Published { get; init; }

    /// <summary>The record of the old key; null if the zone does not have it.</summary>
    public DnsRecord? Old { get; init; }

    /// <summary>The note for that record.</summary>
    public DkimNote? OldNote { get; init; }

    /// <summary>How long the record of the old key is kept.</summary>
    public TimeSpan KeepOldFor { get; init; }

    /// <summary>The change of the mail domain.</summary>
    public WritePlan<MailDomain>? Setting { get; init; }

    /// <summary>The absolute name of the new record, with a trailing dot.</summary>
    public string Name => $"{Selector}._domainkey.{before.Domain}.";

    /// <inheritdoc/>
    public override string Subject => $"mail domain {before}";

    /// <inheritdoc/>
    public override string Action => string.Join(", then ", Lines.Select((line, index) => index == 0 ? line : char.ToLowerInvariant(line[0]) + line[1..]));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string>();
            lines.AddRange(Expired.Select(Show));
            if (Key is { } key)
            {
                if (Old is not null) lines.Add(NoteLine(Old, OldNote!));
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{(Published is null ? "Publish" : "Replace")} TXT record {Name.TrimEnd('.')} ({key.Bits} bits, generated when the command runs)"));
                lines.Add($"Wait until all name servers of zone {zone!.Origin.TrimEnd('.')} publish it");
                lines.Add($"Set DKIM key, selector from {before.DkimSelector} to {Selector}");
            }

            if (lines.Count == 0) lines.Add(Selector.Length > 0 ? $"Change nothing, because it has selector {Selector} already" : "Change nothing, because no record that a rotation has left is over its time");
            return lines;
        }
    }

    /// <inheritdoc/>
    public override bool IsEmpty => Key is null && Expired.Count == 0;

    /// <inheritdoc/>
    internal override bool IsCarriedOut => Selector.Length > 0 ? Key is null : IsEmpty;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => [.. (_records ?? []).SelectMany(plan => plan.Calls), .. Setting?.Calls ?? []];

    /// <inheritdoc/>
    internal override IEnumerable<PanelCall> Changes => Setting?.Changes ?? [];

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        _records = [];
        if (Setting is not null) await Setting.CheckAsync(log, cancel).ConfigureAwait(false);
        foreach (var (plan, step) in Steps(log, cancel))
        {
            _records.Add(await plan().ConfigureAwait(false));
            await _records[^1].CheckAsync(step, cancel).ConfigureAwait(false);
        }

        if (Key is not null) _ = await FindServersAsync(cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        if (Setting is not null) await Setting.ReserveAsync(log, cancel).ConfigureAwait(false);
        // Only the last one, the new record, has something that the user should know.
        foreach (var plan in _records ?? []) await plan.ReserveAsync(new StepLog(log) { IsQuiet = plan != _records![^1] }, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<MailDomain>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        // A server that cannot be asked is found before anything is sent.
        var servers = Key is null ? [] : await FindServersAsync(cancel).ConfigureAwait(false);
        DnsRecord? published = null;
        foreach (var (plan, step) in Steps(log, cancel))
            published = (await (await plan().ConfigureAwait(false)).CarryOutAsync(step, cancel).ConfigureAwait(false)).Record;
        foreach (var key in Expired.Where(static key => key.Renoted is null)) log.Verbose($"TXT record {Show(key.Record)}, which a rotation had left, was removed.");
        if (Key is not { } generated)
        {
            if (IsEmpty) log.Verbose($"Mail domain {before}: {Action}.");
            return new WriteResult<MailDomain>(WriteOutcome.Unchanged, before);
        }

        await rotator.RaiseSerialAsync(zone!, cancel).ConfigureAwait(false);
        var lagging = await rotator.Wait.WaitAsync(servers, zone!.Origin, Name, texts => ProblemOf(texts, generated), cancel).ConfigureAwait(false);
        if (lagging.Count > 0)
            throw new RuleException(Rule.RecordNotServed, string.Create(CultureInfo.InvariantCulture, $"After {rotator.Wait.Limit.TotalSeconds:0} seconds, {lagging.Count} of {servers.Count} name servers of zone {zone.Origin} do not publish the new key {Name}: {string.Join("; ", lagging.Select(static one => $"{one.Server.Label} {one.Answer}"))}. Mail domain {before} keeps its key and selector {before.DkimSelector}. Run the command again, with a longer -TimeoutSec, or find the cause with Test-NpDnsZone {zone.Origin.TrimEnd('.')}."));
        var now = await rotator.ReadUnchangedAsync(before, zone, published!, generated, cancel).ConfigureAwait(false);
        var setting = await rotator.PlanSettingAsync(now, Selector, generated, log, cancel).ConfigureAwait(false);
        var result = await setting.CarryOutAsync(log, cancel).ConfigureAwait(false);
        log.Verbose($"Mail of mail domain {before} is signed with selector {Selector}, {generated.Bits} bits. The key of selector {before.DkimSelector} stays published until {OldNote!.Expiry:yyyy-MM-dd HH:mm}Z.");
        return result;
    }

    // Each change of a record is planned when the one before it is done.
    private IEnumerable<(Func<Task<WritePlan<DnsRecord>>> Plan, IWriteLog Log)> Steps(IWriteLog log, CancellationToken cancel)
    {
        var (step, quiet) = (new StepLog(log), new StepLog(log) { IsQuiet = true });
        foreach (var key in Expired) yield return key.Renoted is null ? (() => rotator.PlanEndAsync(key, step, cancel), step) : (() => rotator.PlanEndAsync(key, quiet, cancel), quiet);
        if (Key is null) yield break;
        // How good the old key is does not matter any more.
        if (Old is not null) yield return (() => rotator.PlanNoteAsync(this, quiet, cancel), quiet);
        yield return (() => rotator.PlanPublicationAsync(this, step, cancel), step);
    }

    private async Task<IReadOnlyList<TestedServer>> FindServersAsync(CancellationToken cancel)
    {
        var content = await rotator.Records.Contents.OfAsync(zone!, cancel).ConfigureAwait(false);
        var (servers, unknown) = await rotator.Wait.FindServersAsync(zone!, content.Records, cancel).ConfigureAwait(false);
        if (unknown.Count > 0)
            throw new RuleException(Rule.NameServersMissing, $"The address of name server {string.Join(", ", unknown.Select(static one => $"{one.Server} was not found ({one.Reason})"))}, so nothing was sent for mail domain {before}. Correct the NS records of zone {zone!}, or specify -Server.");
        return servers.Count > 0 ? servers : throw new RuleException(Rule.NameServersMissing, $"Zone {zone!} has no NS records on the panel, so no name servers are known, and nothing was sent for mail domain {before}. Add NS records with New-NpDnsRecord, or specify -Server.");
    }

    // What a server answers instead of the key, read as receivers do.
    private static string? ProblemOf(IReadOnlyList<string> texts, DkimKeyPair key) => texts.Select(static text => DkimRecord.TryParse(text, out var found) ? found : null).OfType<DkimRecord>().ToList() switch
    {
        [] => "does not have the record",
        [var only] => only.Matches(key) ? null : "has another key",
        // Verifiers use either of two keys.
        _ => "has more than one key",
    };

    private static string Show(DkimKeptKey key) => key switch
    {
        { Renoted: null } => string.Create(CultureInfo.InvariantCulture, $"Remove TXT record {Show(key.Record)}, which was kept until {key.Note.Expiry:yyyy-MM-dd HH:mm}Z"),
        { Renoted: { } renoted } when DkimKeptKeys.NoteOf(renoted) is { } note => NoteLine(key.Record, note),
        _ => $"Remove the time from TXT record {Show(key.Record)}, because its key is in use",
    };

    private static string NoteLine(DnsRecord record, DkimNote note) => string.Create(CultureInfo.InvariantCulture, $"Note in TXT record {Show(record)} that it is kept until {note.Expiry:yyyy-MM-dd HH:mm}Z");

    private static string Show(DnsRecord record) => record.Fqdn.TrimEnd('.');
}
