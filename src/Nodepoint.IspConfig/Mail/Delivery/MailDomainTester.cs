using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery.Checks;
using Nodepoint.IspConfig.Mail.Spf;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>Tests whether mail from and to domains reaches the inbox. Many domains can be tested at the same time.</summary>
/// <param name="resolver">Finds records.</param>
/// <param name="probe">Talks to mail servers.</param>
/// <param name="options">What is checked.</param>
internal sealed class MailDomainTester(IDnsResolver resolver, ISmtpProbe probe, DeliveryOptions options)
{
    private readonly DeliveryDns _dns = new(resolver);
    private readonly MailServers _servers = new(new DeliveryDns(resolver), probe, options);
    private readonly SpfEvaluator _spf = new(resolver, options.Time);

    /// <summary>Tests a domain.</summary>
    /// <param name="domain">The domain in punycode, without a trailing dot.</param>
    /// <param name="mailDomain">The mail domain on the panel; null if it has none.</param>
    /// <param name="panel">The panel's zones.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<MailDomainTest> TestAsync(string domain, MailDomain? mailDomain, DeliveryPanel panel, CancellationToken cancel)
    {
        var context = new DeliveryContext(domain, mailDomain, panel, _dns, _servers, options);
        // Whether a message is aligned depends on SPF and DKIM.
        var (spf, dkim) = (RunAsync(new SenderPolicyCheck(_spf), context, cancel), RunAsync(new DkimKeyCheck(), context, cancel));
        var dmarc = new DmarcPolicyCheck(() => spf, () => dkim);
        Task<MailCheck>[] checks =
        [
            RunAsync(new ExchangerCheck(), context, cancel), spf, dkim, RunAsync(dmarc, context, cancel),
            .. Others().Select(check => RunAsync(check, context, cancel)),
        ];
        return new MailDomainTest(domain, await Task.WhenAll(checks).ConfigureAwait(false)) { IsOnPanel = mailDomain is not null };
    }

    private IEnumerable<IMailCheck> Others()
    {
        yield return new ReverseNameCheck();
        yield return new BannerCheck();
        yield return new StartTlsCheck();
        yield return new RelayCheck();
        if (options.Blocklists.Count > 0) yield return new BlocklistCheck();
        yield return new MtaStsCheck();
        yield return new TlsReportCheck();
        yield return new DaneCheck();
    }

    private static async Task<MailCheck> RunAsync(IMailCheck check, DeliveryContext context, CancellationToken cancel)
    {
        try { return await check.RunAsync(context, cancel).ConfigureAwait(false); }
        catch (NoAnswerException problem) { return check.Unknown($"not checked: {problem.Message}", "Check the name servers with Test-NpDnsZone, or specify other resolvers with -Server."); }
    }
}
