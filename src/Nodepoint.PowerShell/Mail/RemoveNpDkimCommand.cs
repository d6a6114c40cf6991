using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Turns off DKIM signing for a mail domain: removes the key from the mail domain, then the TXT record from the zone.</summary>
[Cmdlet(VerbsCommon.Remove, "NpDkim", SupportsShouldProcess = true)]
public sealed class RemoveNpDkimCommand : DkimCommand
{
    /// <summary>Keeps the TXT record, so that mail in transit can still be verified.</summary>
    [Parameter]
    public SwitchParameter KeepRecord { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Describe($"mail domain {Domain}"), KeepRecord ? "Remove DKIM key" : "Remove DKIM key and TXT record")) return;
        var reference = Domain;
        Enqueue(reference, reference.ToString(), (row, cancel) => RemoveAsync(row, reference, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<MailDomain> reference, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false);
        var after = before with { Dkim = false, DkimPublicKey = "", DkimPrivateKey = null };
        await RepeatAsync(row, $"mail domain {before}", Lookup.Table(MailDomainNoun.Instance).UpdateCall(after, MailDomainNoun.Instance.Differences(before, after).With(MailDomainNoun.DkimPrivateKeyOrdinal)), cancel).ConfigureAwait(false);
        row.Keep(before.Id);
        row.Verbose($"Mail of mail domain {before} is no longer signed.");
        if (KeepRecord || await Dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false) is not { } zone) return;

        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        foreach (var record in DkimLookup.RecordsOf(content, before.DkimSelector, before.Domain).ToArray())
        {
            await TouchAsync(zone).ConfigureAwait(false);
            await RepeatAsync(row, $"record {record}", DnsRecordTable.DeleteCall(record), cancel).ConfigureAwait(false);
            content.Replace(record, null);
            row.Verbose($"DNS record {record} was removed.");
        }
    }
}
