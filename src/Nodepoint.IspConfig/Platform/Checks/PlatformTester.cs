using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Checks a platform profile against the panel, the DNS, and the live services.</summary>
internal static class PlatformTester
{
    private static readonly IPlatformCheck[] Checks = [new AddressCheck(), new NameCheck(), new SerialCheck(), new JobCheck(), new QuotaCheck(), new ServiceVerdicts()];

    /// <summary>Runs all checks at the same time.</summary>
    /// <param name="profile">The profile; null if the panel has none.</param>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<PlatformTest> TestAsync(PlatformProfile? profile, PlatformContext context, CancellationToken cancel)
    {
        var findings = new List<PlatformFinding>();
        if (profile is null)
            findings.Add(new PlatformFinding(PlatformCheckName.Profile, Verdict.Warn, $"Panel '{context.Connection.Name}' has no platform profile, so its addresses, names, serials, and services were not checked.", "Save the panel with Register-NpPanel, and create the profile with Set-NpPlatform."));
        foreach (var found in await Task.WhenAll(Checks.Where(check => profile is not null || !check.NeedsProfile).Select(check => RunAsync(check, context, cancel))).ConfigureAwait(false)) findings.AddRange(found);
        return new PlatformTest(context.Connection.Name, [.. findings.OrderByDescending(static finding => finding.Severity)]) { Profile = profile?.Path ?? "" };
    }

    /// <summary>Runs one check. A check that cannot read what it needs must not hide what the others find; a panel without an answer is an error of the command.</summary>
    /// <param name="check">The check.</param>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async Task<IReadOnlyList<PlatformFinding>> RunAsync(IPlatformCheck check, PlatformContext context, CancellationToken cancel)
    {
        try { return await check.RunAsync(context, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return [new PlatformFinding(check.Name, Verdict.Warn, $"{check.Name} was not checked: {problem.Message}", "Get-NpRequiredPermission Test-NpPlatform lists the permissions that the remote user needs.")]; }
        catch (NoAnswerException problem) { return [new PlatformFinding(check.Name, Verdict.Warn, $"{check.Name} was not checked: {problem.Message}.", "Check the resolvers of the platform profile (Set-NpPlatform -Resolver).")]; }
    }
}
