using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Platform;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Sets and publishes the DKIM key of a mail domain, or changes it to a new one while mail that was signed with the old one can still be verified.</summary>
[Cmdlet(VerbsCommon.Set, "NpDkim", SupportsShouldProcess = true, DefaultParameterSetName = KeySet)]
[OutputType(typeof(DkimStatus))]
[Journaled]
public sealed partial class SetNpDkimCommand : MailDomainWorkCommand
{
    private const string KeySet = "Key";
    private const string RotateSet = "Rotate";
    private const string ExpiredSet = "RemoveExpired";

    private const long ShortestKeep = 3600;
    private const long LongestKeep = 366L * 86400;

    private LiveQuestions? _questions;
    private List<NameServerAddress>? _servers;

    /// <summary>The selector: lowercase letters and digits. The default is the mail domain's current selector. With -Rotate, it is the selector of the new key, and has to be another one.</summary>
    [Parameter(ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = RotateSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DkimSelectorCompleter))]
    public string? Selector { get; set; }

    /// <summary>The private key to use, in PEM format. The default is the mail domain's current key, or a generated key for a new selector.</summary>
    [Parameter(ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The length of a generated key in bits, from 1024 to 4096.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = RotateSet)]
    [Alias("Bits")]
    [ValidateRange(DkimKeyPair.ShortestBits, DkimKeyPair.LongestBits)]
    public int KeyLength { get; set; } = DkimKeyPair.DefaultBits;

    /// <summary>Generates a new key even if there is a usable one.</summary>
    [Parameter(ParameterSetName = KeySet)]
    public SwitchParameter NewKey { get; set; }

    /// <summary>Sets the key without a TXT record if the panel does not have a zone for the domain. The output of -PassThru says what to publish elsewhere.</summary>
    [Parameter(ParameterSetName = KeySet)]
    public SwitchParameter NoRecord { get; set; }

    /// <summary>Changes the mail domain to a new key: publishes it, waits until all name servers have it, and then signs with it. The record of the old key is kept for the time of -KeepOldFor.</summary>
    [Parameter(ParameterSetName = RotateSet, Mandatory = true)]
    public SwitchParameter Rotate { get; set; }

    /// <summary>How long the record of the old key is kept, such as 7d or 12h, from 1 hour to 366 days. Mail in transit needs it. A later run removes the record. The default is 7 days.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [QuantityInput(Measure = Measure.Seconds)]
    public long KeepOldFor { get; set; } = 7 * 86400;

    /// <summary>The name servers that must have the new key: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those in the zone's NS records.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <summary>The longest time to wait for the name servers of a domain, in seconds; 0 asks once. The servers of a panel apply changes once a minute. The default is 300.</summary>
    [Parameter(ParameterSetName = RotateSet)]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Removes the records of old keys that rotations have left and whose time is over, and nothing else.</summary>
    [Parameter(ParameterSetName = ExpiredSet, Mandatory = true)]
    public SwitchParameter RemoveExpired { get; set; }

    /// <summary>Returns the new DKIM state.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _servers = NameServerArgument.Read(this, Server, nameof(Server));
        if (KeepOldFor is < ShortestKeep or > LongestKeep) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.ValueOutOfRange, $"-{nameof(KeepOldFor)} is less than 1 hour or more than 366 days. Mail can be in transit for some days, so use a time such as 7d."), KeepOldFor));
    }

    private protected override RowWork WorkOn(Reference<MailDomain> domain) => ParameterSetName switch
    {
        RotateSet => RotationOf(domain),
        ExpiredSet => WorkOn(domain, "Remove the records of old keys whose time is over", static (row, domain, cancel) => Rotator(row).PlanExpiredRemovalAsync(domain, row, cancel), domain),
        _ => SigningOf(domain),
    };

    private RowWork RotationOf(Reference<MailDomain> domain)
    {
        var rotation = new DkimRotation(domain, Selector!) { KeyLength = KeyLength, KeepOldFor = TimeSpan.FromSeconds(KeepOldFor) };
        return WorkOn(domain, $"Change to a new DKIM key with selector {Selector}", static (row, rotation, cancel) => Rotator(row).PlanAsync(rotation, row, cancel), rotation) with { Pauses = true };
    }

    private RowWork WorkOn<T>(Reference<MailDomain> domain, string action, Func<Row, T, CancellationToken, Task<DkimRotationPlan>> plan, T argument)
        => new(domain, domain.ToString(), async (row, cancel) => await WriteAsync(row, await plan(row, argument, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false))
        {
            About = RowSubject.Of(domain),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await plan(row, argument, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"mail domain {domain}",
            Action = action,
            PlanAsync = async (row, cancel) => await plan(row, argument, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = domain.ToString(),
            Restore = PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.DkimStatus) : null,
        };

    private RowWork SigningOf(Reference<MailDomain> domain)
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
    {
        var domains = new RecordWriter<MailDomain>(MailDomainNoun.Instance, panel.Lookup, new WriteOptions { ReadBack = PassThru });
        var records = new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default);
        return new Writers(new DkimWriter(domains, records), new DkimRotator(domains, records, CreateWait(panel)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _questions?.Dispose();
    }

    private TextWait CreateWait(CommandPanel panel)
    {
        _questions ??= new LiveQuestions(LiveQuestions.UsualMost, LiveQuestions.AnswerTimeout(TimeoutSec), StopToken);
        var resolver = Rotate && _servers is null ? _questions.Through(LiveResolvers.Find(this, null, nameof(Server), panel.Connection)) : null;
        return _questions.Texts(_servers, resolver, TimeoutSec, panel.Connection.Time, Runner.PauseAsync);
    }

    private static DkimWriter Writer(Row row) => ((Writers)row.Panel.Writer!).Signing;

    private static DkimRotator Rotator(Row row) => ((Writers)row.Panel.Writer!).Rotation;

    private async Task SignAsync(Row row, DkimSigning signing, CancellationToken cancel)
        => await WriteAsync(row, await Writer(row).PlanSigningAsync(signing, row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    private async Task WriteAsync(Row row, WritePlan<MailDomain> plan, CancellationToken cancel)
    {
        var (_, domain) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(domain!.Id);
        if (!PassThru) return;
        var status = await Writer(row).StatusAsync(domain, cancel).ConfigureAwait(false);
        row.Keep(domain.Id, () => JsonSerializer.SerializeToUtf8Bytes(status, JournalJson.Default.DkimStatus));
        row.Write(status);
    }

    private static DkimSigning WithKey(DkimSigning signing, SecureString? given) => given is null ? signing : signing with { Key = DkimKeyPair.FromPem(SecretText.Reveal(given)) };

    private sealed record Writers(DkimWriter Signing, DkimRotator Rotation);
}
