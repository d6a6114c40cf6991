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

/// <summary>Sets and publishes the DKIM key of a mail domain: first the TXT record in the zone, then the key on the mail domain.</summary>
[Cmdlet(VerbsCommon.Set, "NpDkim", SupportsShouldProcess = true)]
[OutputType(typeof(DkimStatus))]
public sealed class SetNpDkimCommand : DkimCommand
{
    /// <summary>The selector: lowercase letters and digits. The default is the mail domain's current selector.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Selector { get; set; }

    /// <summary>The private key to use, in PEM format. The default is the mail domain's current key, or a generated key for a new selector.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The length of a generated key in bits, from 1024 to 4096.</summary>
    [Parameter]
    [Alias("Bits")]
    [ValidateRange(DkimKeyPair.ShortestBits, DkimKeyPair.LongestBits)]
    public int KeyLength { get; set; } = DkimKeyPair.DefaultBits;

    /// <summary>Generates a new key even if there is a usable one.</summary>
    [Parameter]
    public SwitchParameter NewKey { get; set; }

    /// <summary>Sets the key without a TXT record if the panel does not have a zone for the domain. The output of -PassThru says what to publish elsewhere.</summary>
    [Parameter]
    public SwitchParameter NoRecord { get; set; }

    /// <summary>Returns the new DKIM state.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Describe($"mail domain {Domain}"), $"Set DKIM key{(Selector is null ? "" : $" with selector {Selector}")}")) return;
        var (reference, selector, given, newKey) = (Domain, Selector, PrivateKey, NewKey.IsPresent);
        Enqueue(reference, reference.ToString(), (row, cancel) => SignAsync(row, reference, selector, given, newKey, cancel),
            PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.DkimStatus) : null);
    }

    private async Task SignAsync(Row row, Reference<MailDomain> reference, string? wanted, SecureString? given, bool newKey, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false);
        var selector = DkimSelector.Check(wanted ?? before.DkimSelector);
        var own = selector == before.DkimSelector && !newKey ? DkimStatus.KeyOf(before) : null;
        var key = given is not null ? DkimKeyPair.FromPem(SecretText.Reveal(given)) : own ?? DkimKeyPair.Generate(KeyLength);

        // Published first: a signature whose key is not published yet fails verification.
        var zone = await Dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false);
        if (zone is not null) await PublishAsync(row, zone, before.Domain, selector, key, cancel).ConfigureAwait(false);
        else if (!NoRecord) throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"A zone for mail domain '{before.Domain}' was not found on panel '{Connection.Name}', so the key cannot be published and was not set. Create the zone, or use -NoRecord and publish the TXT record {selector}._domainkey.{before.Domain}. elsewhere.");

        var after = before with { Dkim = true, DkimSelector = selector, DkimPublicKey = key.PublicKeyPem, DkimPrivateKey = SecretText.From(key.ExportPrivateKeyPem()) };
        var changed = MailDomainNoun.Instance.Differences(before, after);
        if (own is null || !changed.IsEmpty)
        {
            await RepeatAsync(row, $"mail domain {before}", Lookup.Table(MailDomainNoun.Instance).UpdateCall(after, changed.With(MailDomainNoun.DkimPrivateKeyOrdinal)), cancel).ConfigureAwait(false);
            row.Verbose($"Mail of mail domain {before} is signed with selector {selector}, {key.Bits} bits.");
        }
        else row.Verbose($"Mail of mail domain {before} is already signed with selector {selector}; nothing was sent.");

        row.Keep(before.Id);
        if (!PassThru) return;
        var status = await Dkim.StatusAsync(await Lookup.ReadAsync(MailDomainNoun.Instance, new Reference<MailDomain>(before.Id), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        row.Keep(before.Id, () => JsonSerializer.SerializeToUtf8Bytes(status, JournalJson.Default.DkimStatus));
        row.Write(status);
    }

    private async Task PublishAsync(Row row, DnsZone zone, string domain, string selector, DkimKeyPair key, CancellationToken cancel)
    {
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        var existing = DkimLookup.RecordsOf(content, selector, domain).ToArray();
        if (existing.Any(record => record.Active && DkimRecord.TryParse(record.Value, out var published) && published.Matches(key))) return;

        var record = new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = DnsRecordType.TXT,
            Data = DnsRecordData.Parse(DnsRecordType.TXT, DkimRecord.For(key).Value, null, zone.Origin),
        }.Named($"{selector}._domainkey.{domain}.");
        await TouchAsync(zone).ConfigureAwait(false);
        if (existing.Length > 0)
        {
            var changed = existing[0] with { Data = record.Data, Active = true };
            await RepeatAsync(row, $"record {changed}", DnsRecordTable.UpdateCall(changed), cancel).ConfigureAwait(false);
            content.Replace(existing[0], changed);
            row.Verbose($"DNS record {changed} was changed to the new key.");
            return;
        }

        if (content.Reserve(record, null, force: false) is { } conflict) throw new PanelException(FaultKind.Duplicate, "dns_txt_add", conflict.Message);
        var owner = await Lookup.OwnerOfGroupAsync(zone.OwnerGroupId, cancel).ConfigureAwait(false);
        content.Replace(record, await ResolveAsync(row, $"record {record}", token => Records.AddAsync(record, owner, token), token => Records.FindAsync(record, token), cancel).ConfigureAwait(false));
        row.Verbose($"DNS record {record} was added.");
    }
}
