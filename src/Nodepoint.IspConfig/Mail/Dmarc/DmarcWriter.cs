using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>Changes and removes the DMARC policies of domains in the zones of the panel. One writer serves the writes of one command.</summary>
/// <param name="records">Writes DNS records.</param>
/// <param name="resolver">Finds records of other zones.</param>
internal sealed class DmarcWriter(DnsRecordWriter records, IDnsResolver resolver)
{
    private readonly DmarcReader _reader = new(records.Lookup, records.Contents, resolver);
    private readonly TextRecordWriter _writer = new(records);

    /// <summary>Reads the policy of a domain, as it is after the changes of the command.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, or cannot be reached.</exception>
    public Task<DmarcPolicy> ReadAsync(string domain, CancellationToken cancel) => _reader.ReadAsync(domain, cancel);

    /// <summary>Plans the change of a policy.</summary>
    /// <param name="change">The change.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, it has several DMARC records, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">Receivers would ignore the policy.</exception>
    public async Task<WritePlan<DnsRecord>> PlanChangeAsync(DmarcChange change, IWriteLog log, CancellationToken cancel)
    {
        var (domain, content) = (change.Domain, await _reader.FindZoneAsync(change.Domain, cancel).ConfigureAwait(false));
        var existing = DmarcReader.RecordsOf(content, domain);
        var served = DmarcReader.ServedOf(existing);
        if (served.Count > 1) throw new PanelException(FaultKind.Conflict, "dns_txt_update", string.Create(CultureInfo.InvariantCulture, $"{domain} has {served.Count} DMARC records, so receivers use none of them (RFC 7489 6.6.3). Remove the wrong ones with Remove-NpDnsRecord."));
        var current = served.Count > 0 ? DomainTexts.TextOf(served[0]) : "";
        var subject = $"DMARC policy of {domain}";
        if (current.Length == 0 && change.IsInherited) return new TextPlan(subject, "", []) { Nothing = "Change nothing, because the policy is inherited", Report = "" };
        var wanted = change.Record ?? Edit(current, change);
        if (wanted.Length == 0) return new TextPlan(subject, "", []) { Nothing = "Change nothing, because it has no DMARC policy", Report = "" };
        if (wanted != current && DmarcCheck.Find(wanted).FirstOrDefault(static problem => !problem.IsAdvice) is { } wrong)
            throw new RuleException(Rule.InvalidDmarcRecord, $"Receivers would ignore the DMARC policy of {domain}, because it {wrong.Text}.");

        // A record that is not served, but has this text, is enabled: a second one would be a duplicate.
        var before = served.Count > 0 ? served[0] : existing.Find(record => DomainTexts.TextOf(record) == wanted);
        var steps = new List<WritePlan<DnsRecord>> { await _writer.PlanAsync(content, DmarcDiscovery.NameOf(domain), before, wanted, log, cancel).ConfigureAwait(false) };
        var (warnings, authorized) = (new List<string>(), new List<string>());
        if (wanted != current && DomainTexts.WhyUnserved(content, DmarcDiscovery.NameOf(domain)) is { } unserved) warnings.Add(unserved);
        if (wanted != current || change.AuthorizeReports)
        {
            foreach (var (receiver, unknown) in await _reader.FindUnauthorizedAsync(domain, wanted, cancel).ConfigureAwait(false))
            {
                if (change.AuthorizeReports && unknown is null && await _reader.TryFindZoneAsync(receiver, cancel).ConfigureAwait(false) is { } zone)
                {
                    var name = ReportAuthorization.NameOf(domain, receiver);
                    steps.Add(await _writer.PlanAsync(zone, name, DomainTexts.RecordsOf(zone, name).FirstOrDefault(static record => DomainTexts.TextOf(record) == ReportAuthorization.Text), ReportAuthorization.Text, log, cancel).ConfigureAwait(false));
                    authorized.Add(name);
                }
                else warnings.Add(DmarcReader.Describe(domain, receiver, unknown));
            }
        }

        return new TextPlan(subject, Describe(current, wanted, authorized), steps) { Report = $"The DMARC policy of {domain} is {wanted}.", Warnings = warnings };
    }

    /// <summary>Plans the removal of a policy, with all its records. What lets others receive reports is kept.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, or cannot be reached.</exception>
    public async Task<WritePlan<DnsRecord>> PlanRemovalAsync(string domain, IWriteLog log, CancellationToken cancel)
    {
        var existing = DmarcReader.RecordsOf(await _reader.FindZoneAsync(domain, cancel).ConfigureAwait(false), domain);
        var steps = await _writer.PlanRemovalAsync(existing, log, cancel).ConfigureAwait(false);
        return new TextPlan($"DMARC policy of {domain}", $"Remove record {string.Join(" and record ", existing.Select(DomainTexts.TextOf))}", steps)
        {
            Nothing = "Change nothing, because it has no DMARC record", Report = $"{domain} has no DMARC policy of its own any more.",
        };
    }

    private static string Edit(string current, DmarcChange change)
    {
        try { return DmarcEditor.Apply(current, change); }
        catch (DmarcException problem) { throw new RuleException(Rule.InvalidDmarcRecord, $"The DMARC record of {change.Domain} cannot be changed, because it {problem.Fault}. Correct it with Set-NpDnsRecord, or remove it with Remove-NpDmarc and set the policy again."); }
    }

    private static string Describe(string current, string wanted, List<string> authorized)
    {
        var text = current.Length == 0 ? $"Create record {wanted}" : current == wanted ? "" : $"Set Record from {current} to {wanted}";
        if (authorized.Count == 0) return text.Length > 0 ? text : "Enable the record";
        var names = $"record {string.Join(", ", authorized)}";
        return text.Length > 0 ? $"{text}, and create {names}" : $"Create {names}";
    }
}
