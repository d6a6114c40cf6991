using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>What the test of the live services has found, with the certificates as a check of their own.</summary>
internal sealed class ServiceVerdicts : IPlatformCheck
{
    /// <inheritdoc/>
    public PlatformCheckName Name => PlatformCheckName.Services;

    /// <inheritdoc/>
    public bool NeedsProfile => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel)
    {
        var tests = await context.TestServicesAsync(cancel).ConfigureAwait(false);
        return [.. tests.SelectMany(static test => test.Findings.Select(finding => new PlatformFinding(IsCertificate(finding.Kind) ? PlatformCheckName.Certificates : PlatformCheckName.Services, finding.Severity, finding.Message, finding.Advice)))];
    }

    private static bool IsCertificate(ServiceFindingKind kind) => kind is ServiceFindingKind.CertificateExpired or ServiceFindingKind.CertificateNotYetValid or ServiceFindingKind.CertificateExpiresSoon or ServiceFindingKind.CertificateName or ServiceFindingKind.CertificateUntrusted;
}
