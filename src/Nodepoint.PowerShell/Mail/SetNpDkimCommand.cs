using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Gives a mail domain a DKIM key and publishes it: first the TXT record in the zone, then the key on the mail domain.</summary>
[Cmdlet(VerbsCommon.Set, "NpDkim", SupportsShouldProcess = true)]
[OutputType(typeof(DkimStatus))]
public sealed class SetNpDkimCommand : DkimCommand
{
    /// <summary>The selector: lower case letters and digits. Left out, the domain's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Selector { get; set; }

    /// <summary>A private key in PEM form to be used; left out, the domain's own is kept, or a new one made for a new selector.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The length of a new key in bits; 1024 to 4096.</summary>
    [Parameter]
    [Alias("Bits")]
    [ValidateRange(DkimKeyPair.ShortestBits, DkimKeyPair.LongestBits)]
    public int KeyLength { get; set; } = DkimKeyPair.DefaultBits;

    /// <summary>Makes a new key even where a usable one is there.</summary>
    [Parameter]
    public SwitchParameter NewKey { get; set; }

    /// <summary>Does without the record where the panel has no zone for the domain; the output says what to publish elsewhere.</summary>
    [Parameter]
    public SwitchParameter NoRecord { get; set; }

    /// <summary>Emits the state afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Domain.ToString(), $"Set DKIM{(Selector is null ? "" : $" with selector {Selector}")}")) return;
        var (reference, selector, given, fresh) = (Domain, Selector, PrivateKey, NewKey.IsPresent);
        Enqueue(reference, reference.ToString(), (row, cancel) => SignAsync(row, reference, selector, given, fresh, cancel),
            PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, KeptRecords.Default.DkimStatus) : null);
    }

    private async Task SignAsync(Row row, Reference<MailDomain> reference, string? wanted, SecureString? given, bool fresh, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false);
        var selector = DkimSelector.Check(wanted ?? before.DkimSelector);
        var own = selector == before.DkimSelector && !fresh ? DkimStatus.KeyOf(before) : null;
        var key = given is not null ? DkimKeyPair.FromPem(SecretText.Reveal(given)) : own ?? DkimKeyPair.Generate(KeyLength);

        // Published first: a signature whose key cannot be found yet counts as broken.
        var zone = await Dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false);
        if (zone is not null) await PublishAsync(row, zone, before.Domain, selector, key, cancel).ConfigureAwait(false);
        else if (!NoRecord) throw PanelException.NotFound("dns_zone_get", $"DNS zone for {before.Domain}", $"The key could not be published and was not set. Add the zone, or use -NoRecord and publish {selector}._domainkey.{before.Domain}. yourself.");

        var after = before with { Dkim = true, DkimSelector = selector, DkimPublicKey = key.PublicKeyPem, DkimPrivateKey = SecretText.From(key.ExportPrivateKeyPem()) };
        var changed = MailDomainNoun.Instance.Differences(before, after);
        if (own is null || !changed.IsEmpty)
        {
            await RepeatAsync(row, $"mail domain {before}", Lookup.Table(MailDomainNoun.Instance).UpdateCall(after, changed.With(MailDomainNoun.DkimPrivateKeyOrdinal)), cancel).ConfigureAwait(false);
            row.Verbose($"mail domain {before} signs with selector {selector}, {key.Bits} bits.");
        }
        else row.Verbose($"mail domain {before} signs so already.");

        row.Keep(before.Id);
        if (!PassThru) return;
        var status = await Dkim.StatusAsync(await Lookup.ReadAsync(MailDomainNoun.Instance, new Reference<MailDomain>(before.Id), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        row.Keep(before.Id, () => JsonSerializer.SerializeToUtf8Bytes(status, KeptRecords.Default.DkimStatus));
        row.Write(status);
    }

    private async Task PublishAsync(Row row, DnsZone zone, string domain, string selector, DkimKeyPair key, CancellationToken cancel)
    {
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        var there = DkimLookup.RecordsOf(content, selector, domain).ToArray();
        if (there.Any(record => record.Active && DkimRecord.TryParse(record.Value, out var published) && published.Matches(key))) return;

        var record = new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = DnsRecordType.TXT,
            Data = DnsRecordData.Parse(DnsRecordType.TXT, DkimRecord.For(key).Value, null, zone.Origin),
        }.Named($"{selector}._domainkey.{domain}.");
        await TouchAsync(zone).ConfigureAwait(false);
        if (there.Length > 0)
        {
            var changed = there[0] with { Data = record.Data, Active = true };
            await RepeatAsync(row, $"record {changed}", DnsRecordTable.UpdateCall(changed), cancel).ConfigureAwait(false);
            content.Replace(there[0], changed);
            row.Verbose($"record {changed} has the new key.");
            return;
        }

        if (content.Reserve(record, null, force: false) is { } conflict) throw new PanelException(FaultKind.Duplicate, "dns_txt_add", conflict.Message);
        var owner = await Lookup.OwnerOfGroupAsync(zone.OwnerGroupId, cancel).ConfigureAwait(false);
        content.Replace(record, await ResolveAsync(row, $"record {record}", token => Records.AddAsync(record, owner, token), token => Records.FindAsync(record, token), cancel).ConfigureAwait(false));
        row.Verbose($"record {record} was added.");
    }
}
