using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Ends signing for a mail domain: first the key on the mail domain, then the TXT record in the zone.</summary>
[Cmdlet(VerbsCommon.Remove, "NpDkim", SupportsShouldProcess = true)]
public sealed class RemoveNpDkimCommand : DkimCommand
{
    /// <summary>Leaves the TXT record, so that mail that is under way can still be checked.</summary>
    [Parameter]
    public SwitchParameter KeepRecord { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Domain.ToString(), "Remove DKIM")) return;
        var reference = Domain;
        Enqueue(reference, (row, cancel) => RemoveAsync(row, reference, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<MailDomain> reference, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false);
        var after = before with { Dkim = false, DkimPublicKey = "", DkimPrivateKey = null };
        await Lookup.Table(MailDomainNoun.Instance).UpdateAsync(after, MailDomainNoun.Instance.Differences(before, after).With(MailDomainNoun.DkimPrivateKeyOrdinal), cancel: cancel).ConfigureAwait(false);
        row.Verbose($"mail domain {before} is no longer signed.");
        if (KeepRecord || await ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false) is not { } zone) return;

        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        foreach (var record in RecordsOf(content, before.DkimSelector, before.Domain).ToArray())
        {
            Touch(zone);
            await Connection.CallAsync(DnsRecordTable.DeleteCall(record), static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
            content.Replace(record, null);
            row.Verbose($"record {record} was removed.");
        }
    }
}
