using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>Changes and removes the SPF policies of domains in the zones of the panel. One writer serves the writes of one command.</summary>
/// <param name="records">Writes DNS records.</param>
/// <param name="resolver">Finds records of other zones.</param>
internal sealed class SpfWriter(DnsRecordWriter records, IDnsResolver resolver)
{
    private readonly SpfReader _reader = new(records.Lookup, records.Contents, resolver);
    private readonly TextRecordWriter _writer = new(records);

    /// <summary>Reads the policy of a domain, as it is after the changes of the command.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, or cannot be reached.</exception>
    public Task<SpfPolicy> ReadAsync(string domain, CancellationToken cancel) => _reader.ReadAsync(domain, cancel);

    /// <summary>Plans the change of a policy. The domain has one SPF record afterwards.</summary>
    /// <param name="change">The change.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, it has several SPF records, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">Receivers would treat the policy as an error.</exception>
    public async Task<WritePlan<DnsRecord>> PlanChangeAsync(SpfChange change, IWriteLog log, CancellationToken cancel)
    {
        var (domain, content) = (change.Domain, await _reader.FindZoneAsync(change.Domain, cancel).ConfigureAwait(false));
        var existing = SpfReader.RecordsOf(content, domain);
        if (change is { IsOfRow: true, Record: null }) return new TextPlan($"SPF policy of {domain}", "", []) { Nothing = "Change nothing, because the row has no record", Report = "" };
        var served = SpfReader.ServedOf(existing);
        if (served.Count > 1 && (change.Record is null || (change.IsOfRow && DomainTexts.TextOf(served[0]) == change.Record.Trim())))
            throw new PanelException(FaultKind.Conflict, "dns_txt_update", string.Create(CultureInfo.InvariantCulture, $"{domain} has {served.Count} SPF records, so receivers treat the policy as an error (RFC 7208 4.5). Use -Record with the policy that replaces them, or remove the wrong ones with Remove-NpDnsRecord."));
        var current = served.Count > 0 ? DomainTexts.TextOf(served[0]) : "";
        var edit = change.Record is null ? SpfEditor.Apply(current, change) : null;
        var wanted = edit?.Text ?? WholeText(change.Record!, content.Zone.Origin);
        // A record that is not served, but has this text, is enabled: a second one would be a duplicate.
        var before = served.Count > 0 ? served[0] : existing.Find(record => DomainTexts.TextOf(record) == wanted);
        var warnings = new List<string>();
        foreach (var missing in edit?.Missing ?? []) warnings.Add($"The SPF policy of {domain} does not have {Excerpt.Of(missing)}, so -Remove has nothing to do for it.");
        if (wanted != current) await CheckAsync(domain, wanted, edit?.Added ?? [], content, before, warnings, cancel).ConfigureAwait(false);
        var extra = served.Skip(1).ToList();
        var steps = await _writer.PlanRemovalAsync(extra, log, cancel).ConfigureAwait(false);
        // They are removed after the change, but must not stand in its way.
        foreach (var record in extra) content.Replace(record, null);
        steps.Insert(0, await _writer.PlanAsync(content, domain, before, wanted, log, cancel).ConfigureAwait(false));
        return new TextPlan($"SPF policy of {domain}", Describe(current, wanted, extra.Count), steps) { Report = $"The SPF policy of {domain} is {wanted}.", Warnings = warnings };
    }

    /// <summary>Plans the removal of a policy, with all its records.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, or cannot be reached.</exception>
    public async Task<WritePlan<DnsRecord>> PlanRemovalAsync(string domain, IWriteLog log, CancellationToken cancel)
    {
        var existing = SpfReader.RecordsOf(await _reader.FindZoneAsync(domain, cancel).ConfigureAwait(false), domain);
        var steps = await _writer.PlanRemovalAsync(existing, log, cancel).ConfigureAwait(false);
        return new TextPlan($"SPF policy of {domain}", $"Remove record {string.Join(" and record ", existing.Select(DomainTexts.TextOf))}", steps)
        {
            Nothing = "Change nothing, because it has no SPF record", Report = $"{domain} has no SPF policy any more.",
        };
    }

    private async Task CheckAsync(string domain, string wanted, IReadOnlyList<SpfTerm> added, ZoneContent content, DnsRecord? before, List<string> warnings, CancellationToken cancel)
    {
        SpfRecord record;
        try { record = SpfRecord.Parse(wanted); }
        catch (SpfException problem) { throw new RuleException(Rule.InvalidSpfRecord, $"The SPF policy of {domain} would be an error for receivers: it {problem.Fault ?? problem.Message}. Correct it, or replace the whole record with -Record."); }
        var lookups = await _reader.CountAsync(record, domain, cancel).ConfigureAwait(false);
        if (lookups.Errors is [var first, ..]) throw new RuleException(Rule.InvalidSpfRecord, $"The SPF policy of {domain} would be an error for receivers. {first}");
        warnings.AddRange(lookups.Unknown);
        foreach (var term in added)
            if (term is { Domain: { HasMacros: true } text } and not SpfMechanism { Kind: SpfMechanismKind.Include }) warnings.Add($"{Excerpt.Of(term.Text)} contains macros, which receivers replace for each message: {string.Join(", ", text.Explanations)}. Try it with Test-NpSpf.");
        if (SpfReader.TooLong(content, domain, before, wanted) is { } tooLong) warnings.Add(tooLong);
        if (DomainTexts.WhyUnserved(content, domain) is { } unserved) warnings.Add(unserved);
    }

    private static string WholeText(string record, string origin)
    {
        var text = DnsRecordData.Parse(DnsRecordType.TXT, record, null, origin) is TxtData data ? data.Text.Trim() : "";
        return SpfRecord.IsSpf(text) ? text : throw new RuleException(Rule.InvalidSpfRecord, $"-Record {Excerpt.Of(record)} is not an SPF record: it must begin with 'v=spf1' and a space, such as 'v=spf1 mx -all'. To add single mechanisms, use -Add.");
    }

    private static string Describe(string current, string wanted, int extra)
    {
        var text = current.Length == 0 ? $"Create record {wanted}" : current == wanted ? "" : $"Set Record from {current} to {wanted}";
        if (extra == 0) return text.Length > 0 ? text : "Enable the record";
        return $"{(text.Length > 0 ? text + ", and remove" : "Remove")} {extra.ToString(CultureInfo.InvariantCulture)} other SPF record{(extra == 1 ? "" : "s")}";
    }
}
