using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Platform;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Sets the DNS records from which mail programs set themselves up for a mail domain: SRV records of IMAP, POP3 and submission (RFC 6186, RFC 8314), autodiscover, and autoconfig.</summary>
[Cmdlet(VerbsCommon.Set, "NpMailClientRecord", SupportsShouldProcess = true)]
[OutputType(typeof(MailClientRecords))]
[Journaled]
public sealed partial class SetNpMailClientRecordCommand : MailDomainWorkCommand
{
    /// <summary>The host name of the mail server, with A or AAAA records, as in its certificate. The default is that of the platform profile (Set-NpPlatform -MailHost).</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? MailHost { get; set; }

    /// <summary>The protocols that the mail server offers. The others are published as not offered. The default is Imaps, Pop3s, Submissions, and Submission.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public MailClientProtocol[] Protocol { get; set; } = [MailClientProtocol.Imaps, MailClientProtocol.Pop3s, MailClientProtocol.Submissions, MailClientProtocol.Submission];

    /// <summary>Returns the records of each mail domain.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override RowWork WorkOn(Reference<MailDomain> domain)
    {
        var (host, protocols) = (string.IsNullOrWhiteSpace(MailHost) ? null : MailHost, Protocol.Distinct().Order().ToArray());
        return new RowWork(domain, domain.ToString(), async (row, cancel) => await SetAsync(row, Settings(row, domain, host, protocols), cancel).ConfigureAwait(false))
        {
            About = RowSubject.Of(domain),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await Writer(row).Records.PlanAsync(Settings(row, domain, host, protocols), row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"mail domain {domain}",
            Action = "Set the records for mail programs",
            PlanAsync = async (row, cancel) => await Writer(row).Records.PlanAsync(Settings(row, domain, host, protocols), row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = domain.ToString(),
            Restore = PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.MailClientRecords) : null,
        };
    }

    private protected override object CreateWriter(CommandPanel panel)
        => new Tools(new MailClientRecordWriter(new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default)), new Lazy<string?>(() => PlatformProfiles.Find(panel.Connection)?.MailHost));

    private static Tools Writer(Row row) => (Tools)row.Panel.Writer!;

    private static MailClientSettings Settings(Row row, Reference<MailDomain> domain, string? host, MailClientProtocol[] protocols)
    {
        if (domain.Problem is { } problem) throw problem;
        if ((host ?? Writer(row).DefaultHost.Value) is not { } known)
            throw new RuleException(Rule.ValueMissing, $"-{nameof(MailHost)} is not specified, and the platform profile of panel '{row.Panel.Connection.Name}' has no mail host. Specify -{nameof(MailHost)}, or run Set-NpPlatform -MailHost mail.example.com.");
        var name = known.Trim().TrimEnd('.');
        if (name.Length == 0 || AddressText.TryParse(name, out _) || DomainText.TryToAscii(name, out var ascii) is not null || !ascii.Contains('.', StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidDnsData, $"{Excerpt.Of(known)} is not a full host name, so it cannot be used as -{nameof(MailHost)}. Use a name with A or AAAA records such as mail.example.com.");
        return new MailClientSettings(domain, ascii, protocols);
    }

    private async Task SetAsync(Row row, MailClientSettings settings, CancellationToken cancel)
    {
        var plan = await Writer(row).Records.PlanAsync(settings, row, cancel).ConfigureAwait(false);
        var (_, domain) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(domain!.Id);
        if (!PassThru) return;
        var result = new MailClientRecords(domain.Domain, settings.MailHost, [.. settings.Protocols], [.. settings.ToRecords().Select(record => $"{record.Name}.{domain.Domain}. {record.Data.Type} {record.Data}")]);
        row.Keep(domain.Id, () => JsonSerializer.SerializeToUtf8Bytes(result, JournalJson.Default.MailClientRecords));
        row.Write(result);
    }

    private sealed record Tools(MailClientRecordWriter Records, Lazy<string?> DefaultHost);
}
