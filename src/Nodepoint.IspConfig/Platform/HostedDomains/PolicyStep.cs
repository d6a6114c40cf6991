using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The SPF or DMARC policy of a hosted domain.</summary>
/// <param name="kind">Spf or Dmarc.</param>
/// <param name="domain">The domain.</param>
/// <param name="text">The policy.</param>
internal sealed class PolicyStep(HostedDomainStepKind kind, string domain, string text) : DomainStep(kind, text)
{
    private DnsRecord? _record;

    /// <inheritdoc/>
    public override string What => $"{Title} policy {Name}";

    /// <inheritdoc/>
    public override string Function => "dns_txt_add";

    /// <inheritdoc/>
    public override bool IsOfZone => true;

    private bool IsSpf => Kind == HostedDomainStepKind.Spf;

    private string Title => IsSpf ? "SPF" : "DMARC";

    /// <inheritdoc/>
    public override async Task CarryOutAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var plan = await PlanPolicyAsync(work, log, cancel).ConfigureAwait(false);
        var (_, stored) = await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        // An interrupted run may have made it.
        _record = stored ?? (await RecordsAsync(work, cancel).ConfigureAwait(false)).FirstOrDefault();
        Id = _record?.Id ?? 0;
    }

    /// <inheritdoc/>
    public override Task UndoAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => ZoneRecordStep.RemoveAsync(work, _record!, log, cancel);

    /// <inheritdoc/>
    public override Task<bool> WasMadeAsync(DomainWork work, CancellationToken cancel) => FindAsync(work, cancel);

    /// <inheritdoc/>
    protected override async Task<bool> FindAsync(DomainWork work, CancellationToken cancel)
    {
        var existing = await RecordsAsync(work, cancel).ConfigureAwait(false);
        if (existing.Find(record => DomainTexts.TextOf(record) != Name) is { } other)
            throw Different($"{domain} has the {Title} policy '{DomainTexts.TextOf(other)}' already, not '{Name}'. Change it with Set-Np{(IsSpf ? "Spf" : "Dmarc")}, or specify it as -{(IsSpf ? "SpfPolicy" : "DmarcPolicy")}.");
        if (existing is not [var same, ..]) return false;
        if (!same.Active) throw Different($"The {Title} record of {domain} exists already, but is disabled. Enable it with Set-Np{(IsSpf ? "Spf" : "Dmarc")}, or remove it with Remove-NpDnsRecord.");
        (_record, Id) = (same, same.Id);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task<WritePlan> PlanAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => await PlanPolicyAsync(work, log, cancel).ConfigureAwait(false);

    private Task<WritePlan<DnsRecord>> PlanPolicyAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
        => IsSpf ? work.Spf.PlanChangeAsync(new SpfChange(domain) { Record = Name }, log, cancel) : work.Dmarc.PlanChangeAsync(new DmarcChange(domain) { Record = Name }, log, cancel);

    private async Task<List<DnsRecord>> RecordsAsync(DomainWork work, CancellationToken cancel)
    {
        var content = await work.ContentAsync(cancel).ConfigureAwait(false);
        return IsSpf ? SpfReader.RecordsOf(content, domain) : DmarcReader.RecordsOf(content, domain);
    }
}
