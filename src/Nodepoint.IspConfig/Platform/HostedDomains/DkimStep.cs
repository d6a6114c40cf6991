using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The DKIM key of a hosted domain: the TXT record in the zone, and the key on the mail domain.</summary>
/// <param name="domain">The domain.</param>
internal sealed class DkimStep(string domain) : DomainStep(HostedDomainStepKind.Dkim, domain)
{
    private static readonly ColumnSet Columns = ColumnSet.Empty.With(MailDomainNoun.DkimOrdinal).With(MailDomainNoun.DkimSelectorOrdinal).With(MailDomainNoun.DkimPublicKeyOrdinal).With(MailDomainNoun.DkimPrivateKeyOrdinal);

    // Generating a key costs more than everything else, so the check and the work use the same one.
    private readonly Lazy<DkimKeyPair> _key = new(static () => DkimKeyPair.Generate());
    private MailDomain? _before;
    private string _selector = "";
    private bool _isPublished;

    /// <inheritdoc/>
    public override string What => $"DKIM key of {Name}";

    /// <inheritdoc/>
    public override string Function => "mail_domain_update";

    /// <inheritdoc/>
    public override async Task CarryOutAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        _before = work.MailDomain;
        var plan = await PlanSigningAsync(work, log, cancel).ConfigureAwait(false);
        await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        Id = work.MailDomain.Id;
    }

    /// <inheritdoc/>
    public override async Task UndoAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        if (_before is not { } before) return;
        if (await CurrentAsync(work, cancel).ConfigureAwait(false) is { } now && !MailDomainNoun.Instance.Differences(now, before).Intersect(Columns).IsEmpty)
        {
            var restored = now with { Dkim = before.Dkim, DkimSelector = before.DkimSelector, DkimPublicKey = before.DkimPublicKey, DkimPrivateKey = before.DkimPrivateKey };
            var plan = await work.MailDomains.PlanChangeAsync(new Change<MailDomain>(new Reference<MailDomain>(now.Id), restored, Columns) { Before = now }, log, cancel).ConfigureAwait(false);
            await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        }

        if (_isPublished) return;
        foreach (var record in DkimLookup.RecordsOf(await work.ContentAsync(cancel).ConfigureAwait(false), _selector, Name).ToList()) await ZoneRecordStep.RemoveAsync(work, record, log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<bool> WasMadeAsync(DomainWork work, CancellationToken cancel) => Task.FromResult(_before is not null);

    /// <inheritdoc/>
    protected override async Task<bool> FindAsync(DomainWork work, CancellationToken cancel)
    {
        var mail = work.MailDomain;
        _selector = mail.DkimSelector;
        var content = await work.ContentAsync(cancel).ConfigureAwait(false);
        var records = DkimLookup.RecordsOf(content, _selector, Name).ToList();
        _isPublished = DkimStatus.KeyOf(mail) is { } key && records.Exists(record => record.Active && DkimRecord.TryParse(record.Value, out var published) && published.Matches(key));
        if (!_isPublished && records.Count > 0 && !IsResumed)
            throw Different($"{_selector}._domainkey.{Name} has a TXT record already, which does not publish the key of the mail domain. Correct it with Set-NpDkim, or remove it with Remove-NpDnsRecord.");
        Id = mail.Id;
        return _isPublished && mail.Dkim;
    }

    /// <inheritdoc/>
    protected override async Task<WritePlan> PlanAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => await PlanSigningAsync(work, log, cancel).ConfigureAwait(false);

    private async Task<WritePlan<MailDomain>> PlanSigningAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var hasKey = DkimStatus.KeyOf(work.MailDomain) is not null;
        if (IsResumed && !hasKey) await WithdrawAsync(work, log, cancel).ConfigureAwait(false);
        return await work.Dkim.PlanSigningAsync(new DkimSigning(new Reference<MailDomain>(work.MailDomain.Id)) { Key = hasKey ? null : _key.Value }, log, cancel).ConfigureAwait(false);
    }

    // The run that published the key was interrupted before it stored the private key, which is lost.
    private async Task WithdrawAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var content = await work.ContentAsync(cancel).ConfigureAwait(false);
        foreach (var record in DkimLookup.RecordsOf(content, _selector, Name).ToList())
        {
            if (work.Preview is null) await ZoneRecordStep.RemoveAsync(work, record, log, cancel).ConfigureAwait(false);
            else content.Replace(record, null);
        }
    }

    private static async Task<MailDomain?> CurrentAsync(DomainWork work, CancellationToken cancel) => await work.Lookup.Table(MailDomainNoun.Instance).GetAsync(work.MailDomain.Id, cancel).ConfigureAwait(false);
}
