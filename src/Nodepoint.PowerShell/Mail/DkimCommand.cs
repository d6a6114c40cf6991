using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Entities;
using Nodepoint.IspConfig.Mail;

namespace Nodepoint.PowerShell;

/// <summary>The base of the DKIM cmdlets: a mail domain's key and its TXT record belong together.</summary>
public abstract class DkimCommand : DnsRecordCommand
{
    /// <summary>The mail domain: its name, its number, or the domain itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public Reference<MailDomain> Domain { get; set; } = null!;

    /// <summary>The zone on the panel that a domain's records belong into: its own, or the nearest above it.</summary>
    internal async Task<DnsZone?> ZoneOfAsync(string domain, CancellationToken cancel)
    {
        for (var name = domain; name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var found = await Lookup.OnceAsync("zone of domain", name, () => Lookup.Table(DnsZoneNoun.Instance).GetByKeyAsync(name, cancel)).ConfigureAwait(false);
            if (found.Count > 0) return found[0];
        }

        return null;
    }

    /// <summary>The TXT records of a selector in a zone.</summary>
    internal static IEnumerable<DnsRecord> RecordsOf(ZoneContent content, string selector, string domain)
    {
        var fqdn = $"{selector}._domainkey.{domain}.";
        return content.Records.Where(record => record.Type == DnsRecordType.TXT && record.Fqdn.Equals(fqdn, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What is there of a mail domain's DKIM.</summary>
    internal async Task<DkimStatus> StatusAsync(MailDomain domain, CancellationToken cancel)
    {
        var key = DkimStatus.KeyOf(domain);
        bool? published = null;
        if (key is not null && await ZoneOfAsync(domain.Domain, cancel).ConfigureAwait(false) is { } zone)
        {
            var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
            published = RecordsOf(content, domain.DkimSelector, domain.Domain).Any(record => record.Active && DkimRecord.TryParse(record.Value, out var there) && there.Matches(key));
        }

        return new DkimStatus(domain.Domain, domain.Dkim, domain.DkimSelector, key?.Bits ?? 0, $"{domain.DkimSelector}._domainkey.{domain.Domain}.", key is null ? "" : DkimRecord.For(key).Value, published);
    }
}

/// <summary>Shows the DKIM state of mail domains: key, selector, and whether the zone on the panel publishes it.</summary>
[Cmdlet(VerbsCommon.Get, "NpDkim")]
[OutputType(typeof(DkimStatus))]
public sealed class GetNpDkimCommand : DkimCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var reference = Domain;
        Enqueue(reference, async (row, cancel) => row.Write(await StatusAsync(await Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)));
    }
}
