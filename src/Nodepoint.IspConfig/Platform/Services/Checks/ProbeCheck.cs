namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Checks a service by its greeting and its TLS.</summary>
/// <param name="probe">Talks the protocol.</param>
/// <param name="certificates">Judges TLS.</param>
/// <param name="options">How services are tested.</param>
internal sealed class ProbeCheck(IServiceProbe probe, CertificateCheck certificates, ServiceOptions options) : IServiceCheck
{
    /// <inheritdoc/>
    public async Task<(ServiceAnswer Answer, IReadOnlyList<ServiceFinding> Findings)> RunAsync(ServiceTarget target, CancellationToken cancel)
    {
        var answer = await probe.AskAsync(target.EndPoint, new ServiceQuestion(target.HostName ?? target.Address.ToString(), target.Protocol.IsTlsFirst, options.Timeout), cancel).ConfigureAwait(false);
        return (answer, [.. WithoutTls.Find(target, answer), .. ServerErrors(target, answer), .. certificates.Find(target, answer)]);
    }

    private static IEnumerable<ServiceFinding> ServerErrors(ServiceTarget target, ServiceAnswer answer)
    {
        if (answer.Status is not >= 500) yield break;
        yield return new(ServiceFindingKind.ServerError, Verdict.Fail, $"{target} answers with an error: {BannerText.Clean(answer.Banner)}.", target.Service switch
        {
            TestedPanel.Service => "Check the web server and PHP of the panel, and their logs on its server.",
            "proxy" => "Check that the web server behind the proxy runs and can be reached from the proxy, and the log of the proxy.",
            _ => "Check the log of the web server.",
        });
    }
}
