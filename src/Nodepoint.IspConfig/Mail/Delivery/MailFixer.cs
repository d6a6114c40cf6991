using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>Carries out what the checks of mail domains advise, through the writers of records, policies, and keys.</summary>
/// <param name="records">Writes DNS records.</param>
/// <param name="senders">Writes SPF policies.</param>
/// <param name="receivers">Writes DMARC policies.</param>
/// <param name="keys">Writes DKIM keys.</param>
internal sealed class MailFixer(DnsRecordWriter records, SpfWriter senders, DmarcWriter receivers, DkimWriter keys)
{
    /// <summary>Plans a fix.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<WritePlan> PlanAsync(MailFix fix, IWriteLog log, CancellationToken cancel)
        => fix is MailFix.Signing signing ? await SignAsync(signing, log, cancel).ConfigureAwait(false) : await RecordAsync(fix, log, cancel).ConfigureAwait(false);

    /// <summary>Carries out a fix.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="log">Receives what is done.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task CarryOutAsync(MailFix fix, IWriteLog log, CancellationToken cancel)
    {
        if (fix is MailFix.Signing signing) await (await SignAsync(signing, log, cancel).ConfigureAwait(false)).CarryOutAsync(log, cancel).ConfigureAwait(false);
        else await (await RecordAsync(fix, log, cancel).ConfigureAwait(false)).CarryOutAsync(log, cancel).ConfigureAwait(false);
    }

    private Task<WritePlan<MailDomain>> SignAsync(MailFix.Signing fix, IWriteLog log, CancellationToken cancel)
        => keys.PlanSigningAsync(new DkimSigning(new Reference<MailDomain>(fix.Domain)), log, cancel);

    private Task<WritePlan<DnsRecord>> RecordAsync(MailFix fix, IWriteLog log, CancellationToken cancel) => fix switch
    {
        MailFix.Addition add => records.PlanAdditionAsync(new Reference<DnsZone>(add.Zone.Id), zone => new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = add.Type, Data = DnsRecordData.Parse(add.Type, add.Value, add.Priority, zone.Origin),
        }.Named(add.Fqdn), log, cancel),
        MailFix.NewValue change => records.PlanChangeAsync(new Reference<DnsRecord>(change.Record), (zone, before) => before with { Data = DnsRecordData.Parse(before.Type, change.Value, before.Priority, zone.Origin) }, log, cancel),
        MailFix.SenderPolicy policy => senders.PlanChangeAsync(policy.Change, log, cancel),
        MailFix.ReceiverPolicy policy => receivers.PlanChangeAsync(policy.Change, log, cancel),
        _ => throw new NotSupportedException(fix.GetType().Name),
    };
}
