using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Sets and publishes the DKIM key of a mail domain: first the TXT record in the zone, then the key on the mail domain.</summary>
[Cmdlet(VerbsCommon.Set, "NpDkim", SupportsShouldProcess = true)]
[OutputType(typeof(DkimStatus))]
[Journaled]
public sealed partial class SetNpDkimCommand : PanelCommand
{
    /// <summary>The mail domain: its name, its ID, or the mail domain itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ReferenceInput<MailDomain>(Columns = ["Domain"])]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public Reference<MailDomain> Domain { get; set; } = null!;

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

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Runner.Missing = subject => RowSubject.ToReference<MailDomain>(subject) is var domain ? [new MissingRow(WorkOn(domain), CommandLineWith((nameof(Domain), domain)))] : [];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Runner.Run(WorkOn(Domain));

    private RowWork WorkOn(Reference<MailDomain> domain)
    {
        var (given, signing) = (PrivateKey, new DkimSigning(domain) { Selector = Selector, KeyLength = KeyLength, NewKey = NewKey, WithoutRecord = NoRecord });
        return new RowWork(domain, domain.ToString(), (row, cancel) => SignAsync(row, WithKey(signing, given), cancel))
        {
            About = RowSubject.Of(domain),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await Writer(row).PlanSigningAsync(WithKey(signing, given), row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"mail domain {domain}",
            Action = $"Set DKIM key{(Selector is null ? "" : $" with selector {Selector}")}",
            PlanAsync = async (row, cancel) => await Writer(row).PlanSigningAsync(WithKey(signing, given), row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = domain.ToString(),
            Restore = PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.DkimStatus) : null,
        };
    }

    private protected override object CreateWriter(CommandPanel panel)
        => new DkimWriter(new RecordWriter<MailDomain>(MailDomainNoun.Instance, panel.Lookup, new WriteOptions { ReadBack = PassThru }), new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default));

    private static DkimWriter Writer(Row row) => (DkimWriter)row.Panel.Writer!;

    private async Task SignAsync(Row row, DkimSigning signing, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanSigningAsync(signing, row, cancel).ConfigureAwait(false);
        var (_, domain) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(domain!.Id);
        if (!PassThru) return;
        var status = await Writer(row).StatusAsync(domain, cancel).ConfigureAwait(false);
        row.Keep(domain.Id, () => JsonSerializer.SerializeToUtf8Bytes(status, JournalJson.Default.DkimStatus));
        row.Write(status);
    }

    private static DkimSigning WithKey(DkimSigning signing, SecureString? given) => given is null ? signing : signing with { Key = DkimKeyPair.FromPem(SecretText.Reveal(given)) };
}
