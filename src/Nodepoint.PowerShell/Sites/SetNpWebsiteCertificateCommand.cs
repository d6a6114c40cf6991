using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;
using Nodepoint.PowerShell.Servers;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Sets the certificate of a website: from Let's Encrypt, or your own, which is checked first.</summary>
[Cmdlet(VerbsCommon.Set, "NpWebsiteCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(WebsiteCertificate))]
[Journaled]
public sealed partial class SetNpWebsiteCertificateCommand : PanelCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<(CommandPanel Panel, Website Site)> _changed = [];
    private HashSet<string> _typed = [];

    /// <summary>The website: its domain, its ID, or the website itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain")]
    [ReferenceInput<Website>(Columns = ["Website", "Domain"])]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website> Website { get; set; } = null!;

    /// <summary>Whether the certificate comes from Let's Encrypt and is renewed automatically. $true also turns on https.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? LetsEncrypt { get; set; }

    /// <summary>Your own certificate in PEM format, or the path of a file with it. Certificates that follow it are its chain.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Certificate { get; set; }

    /// <summary>The private key of the certificate in PEM format, or the path of a file with it. It is not shown again.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The intermediate certificates in PEM format, or the path of a file with them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Chain { get; set; }

    /// <summary>Whether the website is served over https. $false turns off https and keeps the certificate.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? Ssl { get; set; }

    /// <summary>Whether visitors are redirected from http to https.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? RewriteToHttps { get; set; }

    /// <summary>Waits until the web servers have applied the changes, reads the websites back, and warns of those for which Let's Encrypt or https was turned off again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The longest time to wait with -Wait, in seconds. Servers apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the new state.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _typed = [.. MyInvocation.BoundParameters.Keys];
        // With a website from the pipeline, only the parameters on the command line are specified.
        var specified = Runner.Specified;
        Runner.Specified = () => Website.Value is null ? specified() : specified().Where(one => one.Key is nameof(Website) or nameof(InputObject) || _typed.Contains(one.Key));
        Runner.Missing = Missing;
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var reference = Website;
        string? certificate = null, chain = null, key = null;
        try
        {
            certificate = Text(Certificate, nameof(Certificate));
            chain = Text(Chain, nameof(Chain));
            key = PrivateKey is null ? null : KeyText(PrivateKey);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or RuleException)
        {
            Runner.Refuse(reference, reference.ToString(), PanelErrors.Record(problem, reference), RowSubject.Of(reference));
            return;
        }
        catch (PathException problem)
        {
            Runner.Refuse(reference, reference.ToString(), problem.ErrorRecord, RowSubject.Of(reference));
            return;
        }

        // The engine's own error for a missing parameter would show the row with the key.
        if (certificate is null != key is null)
        {
            var (missing, other) = certificate is null ? (nameof(Certificate), nameof(PrivateKey)) : (nameof(PrivateKey), nameof(Certificate));
            Runner.Refuse(reference, reference.ToString(), PanelErrors.Record(new RuleException(Rule.ValueMissing, $"-{missing} is not specified for website '{reference}'. Use it together with -{other}."), reference), RowSubject.Of(reference));
            return;
        }

        // A website from the pipeline also sets these parameters by name; only the command line counts then.
        // Those of a row do not count beside a certificate on the command line.
        bool? Specified(bool? given, string name) => _typed.Contains(name) || (reference.Value is null && !_typed.Contains(nameof(Certificate))) ? given : null;
        var (letsEncrypt, ssl, rewrite) = (Specified(LetsEncrypt, nameof(LetsEncrypt)), Specified(Ssl, nameof(Ssl)), Specified(RewriteToHttps, nameof(RewriteToHttps)));
        if (certificate is not null && (letsEncrypt is true || ssl is false))
        {
            Runner.Refuse(reference, reference.ToString(), PanelErrors.Record(new RuleException(Rule.ConflictingParameters, $"-Certificate cannot be used with {(letsEncrypt is true ? "-LetsEncrypt $true" : "-Ssl $false")} for website '{reference}'. Use one of them."), reference), RowSubject.Of(reference));
            return;
        }

        if (certificate is null && letsEncrypt is null && ssl is null && rewrite is null)
        {
            Runner.Refuse(reference, reference.ToString(), new ErrorRecord(new PSArgumentException($"No change is specified for website '{reference}'. Use -LetsEncrypt, -Certificate with -PrivateKey, -Ssl, or -RewriteToHttps."), "NothingGiven", ErrorCategory.InvalidArgument, reference), RowSubject.Of(reference));
            return;
        }

        Runner.Run(WorkOn(reference, new Setting(certificate, chain, key, letsEncrypt, ssl, rewrite)));
    }

    // Only the command line counts.
    private IEnumerable<MissingRow> Missing(string subject)
    {
        Setting setting;
        string? Typed(string? given, string name) => _typed.Contains(name) ? Text(given, name) : null;
        bool? Chosen(bool? given, string name) => _typed.Contains(name) ? given : null;
        try
        {
            setting = new Setting(Typed(Certificate, nameof(Certificate)), Typed(Chain, nameof(Chain)), _typed.Contains(nameof(PrivateKey)) && PrivateKey is not null ? KeyText(PrivateKey) : null,
                Chosen(LetsEncrypt, nameof(LetsEncrypt)), Chosen(Ssl, nameof(Ssl)), Chosen(RewriteToHttps, nameof(RewriteToHttps)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or RuleException or PathException) { return []; }

        if (setting.Certificate is null != setting.Key is null || setting == new Setting(null, setting.Chain, null, null, null, null)) return [];
        var website = RowSubject.ToReference<Website>(subject);
        return [new MissingRow(WorkOn(website, setting), CommandLineWith((nameof(Website), website)))];
    }

    private RowWork WorkOn(Reference<Website> reference, Setting setting)
    {
        (string Name, bool? From, bool? To)[] changes =
        [
            (nameof(LetsEncrypt), reference.Value?.LetsEncrypt, setting.LetsEncrypt), (nameof(Ssl), reference.Value?.Ssl, setting.Ssl), (nameof(RewriteToHttps), reference.Value?.RewriteToHttps, setting.RewriteToHttps),
        ];
        var action = changes.Where(change => change.To is not null).Select(change => change.From is null ? $"{change.Name} to {change.To}" : $"{change.Name} from {change.From} to {change.To}");
        if (setting.Certificate is not null) action = action.Prepend("the certificate and its private key");
        Task<WritePlan<Website>> PlanAsync(Row row, CancellationToken cancel) => PlanChangeAsync(row, reference, site => Changed(row, site, setting), cancel);
        return new RowWork(reference, reference.ToString(), async (row, cancel) => await SetAsync(row, await PlanAsync(row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false))
        {
            About = RowSubject.Of(reference),
            FinishAsync = (row, cancel) => IsSetAsync(row, reference, setting, cancel),
            What = $"website {reference}",
            Action = $"Set {string.Join(", ", action)}",
            PlanAsync = async (row, cancel) => await PlanAsync(row, cancel).ConfigureAwait(false),
            TakesTurns = true,
            Restore = PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, JournalJson.Default.WebsiteCertificate) : null,
        };
    }

    private protected override object CreateWriter(CommandPanel panel) => new RecordWriter<Website>(WebsiteNoun.Instance, panel.Lookup, new WriteOptions { ReadBack = PassThru });

    private static async Task<WritePlan<Website>> PlanChangeAsync(Row row, Reference<Website> reference, Func<Website, (Website After, ColumnSet Extra)> change, CancellationToken cancel)
    {
        Task<Website> ReadAsync(CancellationToken token) => row.Panel.Lookup.ReadAsync(WebsiteNoun.Instance, reference, token);
        var before = row.Turn is null ? await ReadAsync(cancel).ConfigureAwait(false) : await RowTarget.ReadAsync(row, ReadAsync, cancel).ConfigureAwait(false);
        var (after, extra) = change(before);
        var given = WebsiteNoun.Instance.Differences(before, after).Union(extra);
        return await ((RecordWriter<Website>)row.Panel.Writer!).PlanChangeAsync(new Change<Website>(reference, after, given) { Before = before }, row, cancel).ConfigureAwait(false);
    }

    // The panel forgets the action for its server when that has carried it out.
    private static async Task<bool> IsSetAsync(Row row, Reference<Website> reference, Setting setting, CancellationToken cancel)
    {
        var before = await row.Panel.Lookup.ReadAsync(WebsiteNoun.Instance, reference, cancel).ConfigureAwait(false);
        var (after, _) = Changed(row, before, setting);
        row.Keep(before.Id);
        return WebsiteNoun.Instance.Differences(before, after with { SslAction = before.SslAction }).IsEmpty
            && (setting.Key is null || (before.SslKey is { } key && SecretText.Reveal(key).Trim() == setting.Key.Trim()));
    }

    private async Task SetAsync(Row row, WritePlan<Website> plan, CancellationToken cancel)
    {
        var (_, site) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(site!.Id);
        if (Wait) _changed.Enqueue((row.Panel, site));
        if (!PassThru) return;
        var state = WebsiteCertificate.Of(site, row.Panel.Connection.Time.GetUtcNow());
        row.Keep(site.Id, () => JsonSerializer.SerializeToUtf8Bytes(state, JournalJson.Default.WebsiteCertificate));
        if (!Wait) row.Write(state);
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        foreach (var panel in _changed.GroupBy(one => one.Panel, one => one.Site).ToArray())
        {
            // If the queue cannot be read, the websites are shown without what is live.
            long? waiting = TryRun(null, cancel => Task.FromResult(WaitFor(panel.Key, [.. panel], cancel)), out var left) ? left : null;
            if (waiting > 0) WriteWarning($"After {TimeoutSec} seconds, {waiting} {(waiting == 1 ? "change is" : "changes are")} not applied yet by the web servers of panel '{panel.Key.Connection.Name}'. Run Get-NpWebsiteCertificate later, or increase -TimeoutSec.");
            foreach (var same in panel.GroupBy(site => site.Id)) Report(panel.Key, same.Last(), waiting);
        }
    }

    // The servers of the websites: one, or all.
    private long WaitFor(CommandPanel panel, List<Website> sites, CancellationToken cancel)
        => JobQueueProgress.Wait(this, panel.Connection, sites.DistinctBy(site => site.ServerId).Count() == 1 ? new Server(sites[0].ServerId, "") : null, TimeSpan.FromSeconds(TimeoutSec), Interval, cancel).Waiting;

    private void Report(CommandPanel panel, Website wanted, long? waiting)
    {
        if (!TryRun(wanted, cancel => panel.Lookup.ReadAsync(WebsiteNoun.Instance, new Reference<Website>(wanted.Id), cancel), out var actual)) return;
        var lost = new[] { wanted.LetsEncrypt && !actual.LetsEncrypt ? "Let's Encrypt" : null, wanted.Ssl && !actual.Ssl ? "https" : null }.OfType<string>().ToArray();
        if (lost.Length > 0) WriteWarning($"{string.Join(" and ", lost).Capitalized()} of website '{actual}' {(lost.Length == 1 ? "was" : "were")} turned off again, as the web server does if it gets no certificate. Check that all names of the website point to the server and are reachable over http, and the server's log.");
        if (PassThru) WriteObject(WebsiteCertificate.Of(actual, panel.Connection.Time.GetUtcNow(), waiting));
    }

    private static (Website After, ColumnSet Extra) Changed(Row row, Website site, Setting setting)
    {
        var (certificatePem, chainPem, keyPem, letsEncrypt, ssl, rewrite) = setting;
        var after = site with { RewriteToHttps = rewrite ?? site.RewriteToHttps };
        if (certificatePem is null)
        {
            if (letsEncrypt is true && ssl is false) throw new RuleException(Rule.ConflictingParameters, $"-LetsEncrypt $true cannot be used with -Ssl $false for website '{site}': without https, it does not use a certificate. Remove -Ssl $false from the command.");
            // Without https, there is no certificate to renew.
            var encrypt = letsEncrypt ?? (ssl is not false && site.LetsEncrypt);
            var secure = ssl ?? (letsEncrypt is true || site.Ssl);
            if (!secure && after.RewriteToHttps) after = rewrite is true ? throw new RuleException(Rule.ConflictingParameters, $"-RewriteToHttps $true requires https, which is off for website '{site}'. Use -LetsEncrypt $true, or -Certificate with -PrivateKey.") : after with { RewriteToHttps = false };
            if (secure && !encrypt && site.SslCertificate.Length == 0 && letsEncrypt is null && !site.Ssl)
                row.Warn($"Website '{site}' does not have a certificate on the panel, so browsers show a warning or refuse to connect. Use -LetsEncrypt $true, or -Certificate with -PrivateKey.");
            return (after with { LetsEncrypt = encrypt, Ssl = secure }, ColumnSet.Empty);
        }

        using var certificate = SiteCertificate.Parse(certificatePem, chainPem ?? "");
        var problems = certificate.Problems(site.Domain, row.Panel.Connection.Time.GetUtcNow()).ToList();
        if (!certificate.BelongsTo(keyPem!)) problems.Add("-PrivateKey is not the key of the certificate. Use the key with which the certificate was requested.");
        if (problems.Count > 0) throw new RuleException(Rule.InvalidCertificate, $"Cannot use the certificate for website '{site}'. {string.Join(" ", problems)}");
        if (site.AutoSubdomain == AutoSubdomain.Www && !certificate.Covers("www." + site.Domain)) row.Warn($"Website '{site}' is also served as www.{site}, which the certificate does not cover. Use a certificate for both names, or run Set-NpWebsite {site} -AutoSubdomain None.");
        after = after with
        {
            Ssl = true, LetsEncrypt = false, SslCertificate = certificate.CertificatePem, SslChain = certificate.ChainPem, SslKey = SecretText.From(keyPem!.Trim() + "\n"), SslRequest = "",
            SslDomain = site.SslDomain.Length > 0 ? site.SslDomain : site.Domain,
            // Without it, the panel does not send the certificate to the web server.
            SslAction = CertificateAction.Save,
        };
        return (after, ColumnSet.Empty.With(WebsiteNoun.SslKeyOrdinal).With(WebsiteNoun.SslActionOrdinal));
    }

    // A key that is taken for a path must not appear in the error and the journal.
    private string? KeyText(SecureString given)
    {
        try { return Text(SecretText.Reveal(given), nameof(PrivateKey)); }
        catch (PathException)
        {
            throw new PathException("", "Cannot read -PrivateKey: it is neither a private key in PEM format nor a path in the file system. Use a full path, or change to a folder in the file system with Set-Location.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or RuleException or ArgumentException or NotSupportedException or SecurityException or RuntimeException)
        {
            throw new RuleException(Rule.InvalidPrivateKey, "Cannot read -PrivateKey: it is neither a private key in PEM format nor the path of a readable file with one. Use a file with the line -----BEGIN PRIVATE KEY-----, or its content.");
        }
    }

    // PEM text, or the content of a file with it.
    private string? Text(string? given, string parameter)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        if (given.Contains("-----BEGIN", StringComparison.Ordinal)) return given;
        if (given.AsSpan().IndexOfAny("\r\n") >= 0) throw new RuleException(Rule.InvalidCertificate, $"-{parameter} is neither text in PEM format nor the path of a file. Use text with -----BEGIN CERTIFICATE-----, or the path of a file with it.");
        var path = FilePath.Resolve(this, given, parameter);
        var text = File.ReadAllText(path);
        return text.Contains("-----BEGIN", StringComparison.Ordinal) ? text : throw new RuleException(Rule.InvalidCertificate, $"File '{path}' does not contain anything in PEM format. Use a file with -----BEGIN CERTIFICATE----- or -----BEGIN PRIVATE KEY-----.");
    }

    private sealed record Setting(string? Certificate, string? Chain, string? Key, bool? LetsEncrypt, bool? Ssl, bool? RewriteToHttps);
}
