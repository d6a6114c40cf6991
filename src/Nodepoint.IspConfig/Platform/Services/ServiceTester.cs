using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Platform.Services.Checks;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>Tests the services of a platform, all at the same time and with one time limit.</summary>
/// <param name="panel">The panel.</param>
/// <param name="plan">What is tested.</param>
/// <param name="client">Asks name servers.</param>
/// <param name="smtp">Talks to mail servers.</param>
/// <param name="probes">Talks to other services.</param>
/// <param name="options">How services are tested.</param>
internal sealed class ServiceTester(TestedPanel panel, ServicePlan plan, INameServerClient client, ISmtpProbe smtp, IServiceProbeFactory probes, ServiceOptions options)
{
    // Each check has the same limit, and says more than that it was canceled.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly CertificateCheck _certificates = new(options);

    /// <summary>Tests services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The results, in the order of the services.</returns>
    public async Task<IReadOnlyList<ServiceTest>> TestAsync(IReadOnlyList<PlatformService> services, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout + Grace);
        var others = plan.Unexpected(services).ToDictionary(static one => one.Address.ToString(), one => UnexpectedAsync(one, limit.Token));
        var tests = await Task.WhenAll(services.Select(service => TestAsync(service, limit.Token))).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        var results = new List<ServiceTest>();
        foreach (var (service, test) in services.Zip(tests))
        {
            results.AddRange(test);
            foreach (var address in service.Addresses)
                if (others.Remove(address, out var other)) results.Add((await other.ConfigureAwait(false)) with { Service = service.Name, HostName = service.HostName ?? "" });
        }

        cancel.ThrowIfCancellationRequested();
        return results;
    }

    private async Task<IReadOnlyList<ServiceTest>> TestAsync(PlatformService service, CancellationToken cancel)
    {
        IReadOnlyList<ServiceTarget> targets;
        try { targets = await plan.TargetsAsync(service, cancel).ConfigureAwait(false); }
        catch (Exception problem) when (problem is NoAnswerException or OperationCanceledException) { return Unknown(service, problem is NoAnswerException ? problem.Message : NoAnswer.Late(options.Timeout)); }

        if (targets.Count == 0 && service.Addresses.Count == 0)
            return [Blank(service.Name, "") with { HostName = service.HostName ?? "", Findings = [new(ServiceFindingKind.NotInProfile, Verdict.Warn, $"Service {service.Name} has no address in the platform profile, so it was not tested.", $"Add it: Set-NpPlatform -Service @{{ Name = '{service.Name}'; Addresses = '...' }}")] }];
        return await Task.WhenAll(targets.SelectMany(Checks).Select(one => RunAsync(one.Protocol, one.Target, one.Check, cancel))).ConfigureAwait(false);
    }

    private List<ServiceTest> Unknown(PlatformService service, string reason)
    {
        var host = service.HostName ?? panel.Uri.IdnHost;
        var advice = service.Name == TestedPanel.Service ? "Check the name in the DNS and the resolvers of this computer. If the panel has moved, save its new address with Register-NpPanel." : $"Check the name in the DNS and the resolvers of this computer, or add the addresses to the platform profile: Set-NpPlatform -Service @{{ Name = '{service.Name}'; Addresses = '...' }}";
        return
        [
            .. plan.Protocols(service).Select(one => Blank(service.Name, one.Protocol.Name) with
            {
                HostName = host,
                Port = one.Port,
                Findings = [new(ServiceFindingKind.NoAnswer, Verdict.Fail, $"The address of {service.Name} ({host}) was not found: {reason}.", advice)],
            }),
        ];
    }

    private IEnumerable<(string Protocol, ServiceTarget Target, IServiceCheck Check)> Checks(ServiceTarget target)
    {
        var name = target.Protocol.Name;
        switch (name)
        {
            case ServiceProtocol.Dns:
                yield return ("dns-udp", target, new DnsCheck(client, plan.HostNames, isTcp: false, options));
                yield return ("dns-tcp", target, new DnsCheck(client, plan.HostNames, isTcp: true, options));
                break;
            case ServiceProtocol.Smtp or ServiceProtocol.Submission or ServiceProtocol.Submissions: yield return (name, target, new SmtpCheck(smtp, _certificates, options)); break;
            case ServiceProtocol.Imap or ServiceProtocol.Imaps: yield return (name, target, Probe(probes.CreateImapProbe())); break;
            case ServiceProtocol.Pop3 or ServiceProtocol.Pop3s: yield return (name, target, Probe(probes.CreatePop3Probe())); break;
            case ServiceProtocol.Ftp: yield return (name, target, Probe(probes.CreateFtpProbe())); break;
            case ServiceProtocol.Http or ServiceProtocol.Https: yield return (name, target, Probe(probes.CreateHttpProbe())); break;
            default: yield return (name, target, Probe(probes.CreateBannerProbe())); break;
        }
    }

    private ProbeCheck Probe(IServiceProbe probe) => new(probe, _certificates, options);

    private async Task<ServiceTest> RunAsync(string protocol, ServiceTarget target, IServiceCheck check, CancellationToken cancel)
    {
        var test = Blank(target.Service, protocol) with { HostName = target.HostName ?? "", Address = target.Address, Port = target.Port };
        try
        {
            var (answer, findings) = await check.RunAsync(target, cancel).ConfigureAwait(false);
            return test with
            {
                Banner = BannerText.Clean(answer.Banner),
                TlsVersion = answer.TlsVersion,
                Certificate = _certificates.Show(target, answer.Certificate),
                Latency = answer.Latency,
                Findings = [.. findings.OrderByDescending(static finding => finding.Severity)],
            };
        }
        catch (NoAnswerException problem) { return test with { Findings = [NoAnswer.Find(target, problem)] }; }
        catch (OperationCanceledException) { return test with { Findings = [NoAnswer.Find(target, new NoAnswerException(NoAnswer.Late(options.Timeout)))] }; }
    }

    private async Task<ServiceTest> UnexpectedAsync(UnexpectedTarget target, CancellationToken cancel)
    {
        var test = Blank("", ServiceTest.Others) with { Address = target.Address };
        return test with { Findings = [.. await new UnexpectedCheck(probes.CreateBannerProbe(), client, options).RunAsync(target, cancel).ConfigureAwait(false)] };
    }

    private ServiceTest Blank(string service, string protocol) => new(panel.Name, service, protocol) { Time = options.Time.GetUtcNow() };
}
