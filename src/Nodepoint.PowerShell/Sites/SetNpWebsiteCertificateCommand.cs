using System.Management.Automation;
using System.Security;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Serves a website over https: with Let's Encrypt, or with a certificate of its own that is checked first.</summary>
[Cmdlet(VerbsCommon.Set, "NpWebsiteCertificate", DefaultParameterSetName = "LetsEncrypt", SupportsShouldProcess = true)]
[OutputType(typeof(WebsiteCertificate))]
public sealed class SetNpWebsiteCertificateCommand : WriteCommand
{
    private HashSet<string> _typed = [];

    /// <summary>The website: its domain, its number, or the website itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain")]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website> Website { get; set; } = null!;

    /// <summary>Whether the certificate comes from Let's Encrypt and is renewed by itself; $true switches https on as well.</summary>
    [Parameter(ParameterSetName = "LetsEncrypt", ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? LetsEncrypt { get; set; }

    /// <summary>A certificate of its own: a text in PEM form, or the path of a file with one. What follows it there is its chain.</summary>
    [Parameter(ParameterSetName = "Own", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string? Certificate { get; set; }

    /// <summary>The private key of the certificate: a text in PEM form, or the path of a file with one. It is not shown again.</summary>
    [Parameter(ParameterSetName = "Own", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The certificates between it and a root: a text in PEM form, or the path of a file with them.</summary>
    [Parameter(ParameterSetName = "Own", ValueFromPipelineByPropertyName = true)]
    public string? Chain { get; set; }

    /// <summary>Whether the website is served over https at all; $false switches https off and keeps the certificate.</summary>
    [Parameter(ParameterSetName = "LetsEncrypt", ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? Ssl { get; set; }

    /// <summary>Whether plain http is sent to https.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? RewriteToHttps { get; set; }

    /// <summary>Emits the state afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What was given; of a website from the pipeline, which brings what it has along, only what was typed.</summary>
    protected override IEnumerable<KeyValuePair<string, object?>> GivenValues
        => Website.Value is null ? base.GivenValues : base.GivenValues.Where(one => one.Key == nameof(Website) || _typed.Contains(one.Key));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _typed = [.. MyInvocation.BoundParameters.Keys];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var reference = Website;
        string? certificate = null, chain = null, key = null;
        try
        {
            certificate = Text(Certificate);
            chain = Text(Chain);
            key = PrivateKey is null ? null : KeyText(PrivateKey);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            Refuse(reference, reference.ToString(), PanelErrors.Record(problem, reference));
            return;
        }

        // A website from the pipeline brings what it has along; only what was typed is a wish.
        bool? Wish(bool? given, string name) => reference.Value is null || _typed.Contains(name) ? given : null;
        var (letsEncrypt, ssl, rewrite) = (Wish(LetsEncrypt, nameof(LetsEncrypt)), Wish(Ssl, nameof(Ssl)), Wish(RewriteToHttps, nameof(RewriteToHttps)));
        if (certificate is null && letsEncrypt is null && ssl is null && rewrite is null)
        {
            Refuse(reference, reference.ToString(), new ErrorRecord(new PSArgumentException($"Nothing to change was given for website '{reference}'. Give -LetsEncrypt, -Certificate with -PrivateKey, -Ssl or -RewriteToHttps."), "NothingGiven", ErrorCategory.InvalidArgument, reference));
            return;
        }

        if (!ShouldProcess(reference.ToString(), certificate is not null ? "Put a certificate in place" : "Set its certificate")) return;
        Enqueue(reference, reference.ToString(), (row, cancel) => SetAsync(row, reference, site => Changed(row, site, certificate, chain, key, letsEncrypt, ssl, rewrite), cancel),
            PassThru ? static (_, stored) => JsonSerializer.Deserialize(stored.Span, KeptRecords.Default.WebsiteCertificate) : null);
    }

    private async Task SetAsync(Row row, Reference<Website> reference, Func<Website, (Website After, ColumnSet Extra)> change, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(WebsiteNoun.Instance, reference, cancel).ConfigureAwait(false);
        var (after, extra) = change(before);
        var changed = WebsiteNoun.Instance.Differences(before, after).Union(extra);
        if (changed.IsEmpty) row.Verbose($"website {before} is so already; nothing was sent.");
        else
        {
            await RepeatAsync(row, $"website {before}", Lookup.Table(WebsiteNoun.Instance).UpdateCall(after, changed), cancel).ConfigureAwait(false);
            row.Verbose($"website {before}: {string.Join(", ", changed.Select(ordinal => WebsiteNoun.Instance.Columns[ordinal].Member))} changed.");
        }

        row.Keep(before.Id);
        if (!PassThru) return;
        var state = WebsiteCertificate.Of(await Lookup.ReadAsync(WebsiteNoun.Instance, new Reference<Website>(before.Id), cancel).ConfigureAwait(false), Connection.Time.GetUtcNow());
        row.Keep(before.Id, () => JsonSerializer.SerializeToUtf8Bytes(state, KeptRecords.Default.WebsiteCertificate));
        row.Write(state);
    }

    private (Website After, ColumnSet Extra) Changed(Row row, Website site, string? certificatePem, string? chainPem, string? keyPem, bool? letsEncrypt, bool? ssl, bool? rewrite)
    {
        var after = site with { RewriteToHttps = rewrite ?? site.RewriteToHttps };
        if (certificatePem is null)
        {
            if (letsEncrypt is true && ssl is false) throw new FormatException($"A certificate from Let's Encrypt is of no use to {site} without https. Leave out -Ssl $false.");
            // Without https there is nothing to renew for.
            var encrypt = letsEncrypt ?? (ssl is not false && site.LetsEncrypt);
            var secure = ssl ?? (letsEncrypt is true || site.Ssl);
            if (!secure && after.RewriteToHttps) after = rewrite is true ? throw new FormatException($"{site} cannot send its visitors to https without it. Give -LetsEncrypt $true or a certificate.") : after with { RewriteToHttps = false };
            if (secure && !encrypt && site.SslCertificate.Length == 0 && letsEncrypt is null && !site.Ssl)
                row.Warn($"{site} has no certificate on the panel, so visitors are warned or not let in. Give -LetsEncrypt $true, or -Certificate and -PrivateKey.");
            return (after with { LetsEncrypt = encrypt, Ssl = secure }, ColumnSet.Empty);
        }

        using var certificate = SiteCertificate.Parse(certificatePem, chainPem ?? "");
        var problems = certificate.Problems(site.Domain, Connection.Time.GetUtcNow()).ToList();
        if (!certificate.BelongsTo(keyPem!)) problems.Add("The private key is not that of the certificate. Give the key that its request was made with.");
        if (problems.Count > 0) throw new FormatException($"The certificate will not do for {site}. {string.Join(" ", problems)}");
        if (site.AutoSubdomain == AutoSubdomain.Www && !certificate.Covers("www." + site.Domain)) row.Warn($"{site} answers to www.{site} as well, which the certificate does not cover.");
        after = after with
        {
            Ssl = true, LetsEncrypt = false, SslCertificate = certificate.CertificatePem, SslChain = certificate.ChainPem, SslKey = SecretText.From(keyPem!.Trim() + "\n"), SslRequest = "",
            SslDomain = site.SslDomain.Length > 0 ? site.SslDomain : site.Domain,
            // Without it the web server is not told.
            SslAction = CertificateAction.Save,
        };
        return (after, ColumnSet.Empty.With(WebsiteNoun.SslKeyOrdinal).With(WebsiteNoun.SslActionOrdinal));
    }

    // Taken for a path, a key would stand in the error, and from there in the journal.
    private string? KeyText(SecureString given)
    {
        try { return Text(SecretText.Reveal(given)); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or ArgumentException or NotSupportedException or SecurityException or RuntimeException)
        {
            throw new FormatException("The private key is neither a text in PEM form nor the path of a file with one that can be read. Give a file with -----BEGIN PRIVATE KEY-----, or its text with that line.");
        }
    }

    // A PEM text itself, or what a file has in it.
    private string? Text(string? given)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        if (given.Contains("-----BEGIN", StringComparison.Ordinal)) return given;
        if (given.AsSpan().IndexOfAny("\r\n") >= 0) throw new FormatException("That is neither a text in PEM form nor the path of a file.");
        var path = GetUnresolvedProviderPathFromPSPath(given);
        var text = File.ReadAllText(path);
        return text.Contains("-----BEGIN", StringComparison.Ordinal) ? text : throw new FormatException($"{path} has nothing in PEM form. Give a file with -----BEGIN CERTIFICATE----- or -----BEGIN PRIVATE KEY-----.");
    }
}
